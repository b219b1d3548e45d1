package imc.commands.internal;

import imc.api.Content;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

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
        if (!extendsAscii(charset)) {
            return new Content(content.type(), (prefix + content.asText()).getBytes(charset));
        }
        byte[] head = prefix.getBytes(charset);
        byte[] bytes = new byte[head.length + content.bytes().length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content.bytes(), 0, bytes, head.length, content.bytes().length);
        return new Content(content.type(), bytes);
    }

    /** Whether bytes of this charset can be put one after the other without reading them. */
    private static boolean extendsAscii(Charset charset) {
        return charset == StandardCharsets.UTF_8 || charset == StandardCharsets.US_ASCII
                || charset.name().startsWith("ISO-8859-") || charset.name().startsWith("windows-125");
    }
}
