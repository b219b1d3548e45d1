package imc.api;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;

/**
 * A body with its type.
 * <p>
 * The bytes are not copied: whoever makes a content, or reads one, leaves them as they are.
 *
 * @param type  the Content-Type header's value with its parameters, for example {@code text/plain;charset=UTF-8}
 * @param bytes the body
 */
public record Content(String type, byte[] bytes) {

    /** What a body is taken for where the request names no type (RFC 3261 §7.4.1 asks for one; some leave it out). */
    public static final String PLAIN_TEXT = "text/plain";

    public Content {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Plain text in UTF-8. */
    public static Content text(String text) {
        return new Content(PLAIN_TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The type without its parameters, in lower case: {@code text/plain}. */
    public String mediaType() {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether this is text of any kind. */
    public boolean isText() {
        return type.regionMatches(true, 0, "text/", 0, 5);
    }

    /**
     * The charset of a text: what the type's {@code charset} parameter names, else UTF-8 (RFC 3261 §20.15 leaves it
     * to the type, RFC 3428 §7 asks for UTF-8). An unknown name is read as ISO-8859-1, in which no octet is lost.
     */
    public Charset charset() {
        for (String parameter : type.split(";")) {
            String[] pair = parameter.strip().split("\\s*=\\s*", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("charset")) {
                return named(pair[1].replace("\"", ""));
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset named(String charset) {
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** The body as text in its charset. */
    public String asText() {
        return new String(bytes, charset());
    }
}
