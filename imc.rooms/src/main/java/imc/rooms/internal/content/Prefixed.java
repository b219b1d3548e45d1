package imc.rooms.internal.content;

import imc.api.Content;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text that says who speaks; anything else stays as it is, byte for byte. */
public final class Prefixed {

    private static final Pattern CHARSET = Pattern.compile(
            ";\\s*charset\\s*=\\s*(\"[^\"]*\"|[^;]*)", Pattern.CASE_INSENSITIVE);

    private Prefixed() {
    }

    /** A text whose charset can be read and not written, or has not all letters of the name, goes on in UTF-8. */
    public static Content by(String label, Content content) {
        if (!content.isText()) {
            return content;
        }
        String prefix = label + ": ";
        Charset charset = content.charset();
        if (!canWrite(charset, prefix)) {
            return new Content(inUtf8(content.type()),
                    (prefix + content.asText()).getBytes(StandardCharsets.UTF_8));
        }
        if (!content.extendsAscii()) {
            return new Content(content.type(), (prefix + content.asText()).getBytes(charset));
        }
        byte[] head = prefix.getBytes(charset);
        int mark = charset == StandardCharsets.UTF_8 && hasByteOrderMark(content.bytes()) ? 3 : 0;
        byte[] bytes = new byte[head.length + content.bytes().length - mark];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content.bytes(), mark, bytes, head.length, content.bytes().length - mark);
        return new Content(content.type(), bytes);
    }

    private static boolean canWrite(Charset charset, String prefix) {
        return charset == StandardCharsets.UTF_8
                || charset.canEncode()
                && (prefix.chars().allMatch(c -> c < 0x80) || charset.newEncoder().canEncode(prefix));
    }

    private static String inUtf8(String type) {
        return CHARSET.matcher(type).replaceAll("") + ";charset=UTF-8";
    }

    /** In front of a text it says nothing; in the middle of one it is a character nobody sees. */
    private static boolean hasByteOrderMark(byte[] octets) {
        return octets.length > 2 && octets[0] == (byte) 0xEF && octets[1] == (byte) 0xBB && octets[2] == (byte) 0xBF;
    }
}
