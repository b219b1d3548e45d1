package imc.sip.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Random tokens for tags, branches and Call-IDs (RFC 3261 §19.3 asks for at least 32 bits that nobody can guess). */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Drawn together, because each drawing costs as much as a message may. */
    private static final ByteBuffer DRAWN = ByteBuffer.allocate(8192).limit(0);
    private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    /** How many characters a token has. */
    public static final int LENGTH = 13;

    private Tokens() {
    }

    /** 64 random bits. */
    public static String next() {
        return of(random());
    }

    private static long random() {
        synchronized (DRAWN) {
            if (!DRAWN.hasRemaining()) {
                RANDOM.nextBytes(DRAWN.array());
                DRAWN.clear();
            }
            return DRAWN.getLong();
        }
    }

    /** 64 bits as a token. */
    public static String of(long bits) {
        byte[] digits = new byte[LENGTH];
        long rest = bits;
        for (int i = 0; i < digits.length; i++) {
            digits[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
