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

    /** Whether this is of the media type, given in any case and without parameters: {@code message/cpim}. */
    public boolean is(String mediaType) {
        int semicolon = type.indexOf(';');
        int end = semicolon < 0 ? type.length() : semicolon;
        int start = 0;
        while (start < end && Character.isWhitespace(type.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(type.charAt(end - 1))) {
            end--;
        }
        return end - start == mediaType.length() && type.regionMatches(true, start, mediaType, 0, end - start);
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
        for (int at = semicolon(0), end; at >= 0; at = end) {
            end = semicolon(at + 1);
            String parameter = type.substring(at + 1, end < 0 ? type.length() : end);
            int equals = parameter.indexOf('=');
            if (equals >= 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
                return named(parameter.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** The next one that is not within quotes; -1 for none. */
    private int semicolon(int from) {
        boolean quoted = false;
        for (int i = from; i < type.length(); i++) {
            char c = type.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static Charset named(String charset) {
        if (charset.equalsIgnoreCase("utf-8")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** Whether the body as text begins so; reads no more of it than it has to. */
    public boolean beginsWith(String start) {
        if (start.length() == 1 && start.charAt(0) < 0x80 && extendsAscii()) {
            return bytes.length > 0 && bytes[0] == start.charAt(0);
        }
        return asText().startsWith(start);
    }

    /** Whether the body's charset is known to have all ASCII characters, each as itself, and no state. */
    public boolean extendsAscii() {
        Charset charset = charset();
        return charset == StandardCharsets.UTF_8 || charset == StandardCharsets.US_ASCII
                || charset.name().startsWith("ISO-8859-") || charset.name().startsWith("windows-125");
    }

    /** The body as text in its charset. */
    public String asText() {
        return new String(bytes, charset());
    }
}
