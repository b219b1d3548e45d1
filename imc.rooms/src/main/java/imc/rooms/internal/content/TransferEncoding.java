package imc.rooms.internal.content;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;

/** How a content was made fit for transports that take lines of ASCII alone (RFC 2045 §6). */
final class TransferEncoding {

    static final String HEADER = "Content-Transfer-Encoding";

    /** The alphabet, what fills up, and what parts lines. */
    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t ";

    private TransferEncoding() {
    }

    /**
     * The octets that the encoded ones stand for; never more than those.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static byte[] decode(String encoding, byte[] octets) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "7bit", "8bit", "binary" -> octets;
            case "base64" -> base64(octets);
            case "quoted-printable" -> quotedPrintable(octets);
            default -> throw new IllegalArgumentException("the " + HEADER + " '" + encoding
                    + "' is not known; 7bit, 8bit, binary, base64 and quoted-printable are");
        };
    }

    private static byte[] base64(byte[] octets) {
        for (byte octet : octets) {
            // What does not belong is to be ignored, or refused (RFC 2045 §6.8): else there might be nothing left.
            if (octet < 0 || BASE64.indexOf(octet) < 0) {
                throw new IllegalArgumentException("the content is no base64: it has the octet "
                        + Integer.toHexString(octet & 0xFF));
            }
        }
        try {
            return Base64.getMimeDecoder().decode(octets);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the content is no base64: " + e.getMessage(), e);
        }
    }

    private static byte[] quotedPrintable(byte[] octets) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '=') {
                decoded.write(octets[i]);
            } else if (isAt(octets, i + 1, '\n')) {
                i++;
            } else if (isAt(octets, i + 1, '\r') && isAt(octets, i + 2, '\n')) {
                i += 2;
            } else {
                decoded.write(digit(octets, i + 1) << 4 | digit(octets, i + 2));
                i += 2;
            }
        }
        return decoded.toByteArray();
    }

    private static boolean isAt(byte[] octets, int place, char c) {
        return place < octets.length && octets[place] == c;
    }

    private static int digit(byte[] octets, int place) {
        int digit = place < octets.length ? Character.digit(octets[place], 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException(
                    "the content is not quoted-printable: two hexadecimal digits follow a '='");
        }
        return digit;
    }
}
