package imc.transport.sip.internal.uac;

import java.security.SecureRandom;

/** Random tokens for tags, branches and Call-IDs (RFC 3261 §19.3 asks for at least 32 bits that nobody can guess). */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** What a branch of RFC 3261 begins with (§8.1.1.7). */
    private static final String MAGIC_COOKIE = "z9hG4bK";

    private Tokens() {
    }

    /** 64 random bits. */
    public static String next() {
        return Long.toUnsignedString(RANDOM.nextLong(), 36);
    }

    static String branch() {
        return MAGIC_COOKIE + next();
    }
}
