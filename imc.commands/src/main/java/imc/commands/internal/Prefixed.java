package imc.commands.internal;

import imc.api.Content;
import java.nio.charset.Charset;

/** Text that says who speaks; anything else stays as it is, byte for byte. */
final class Prefixed {

    private Prefixed() {
    }

    static Content by(String label, Content content) {
        if (!content.isText()) {
            return content;
        }
        String prefix = label + ": ";
        Charset charset = content.charset();
        if (!content.extendsAscii()) {
            return new Content(content.type(), (prefix + content.asText()).getBytes(charset));
        }
        byte[] head = prefix.getBytes(charset);
        byte[] bytes = new byte[head.length + content.bytes().length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content.bytes(), 0, bytes, head.length, content.bytes().length);
        return new Content(content.type(), bytes);
    }
}
