package imc.mi.http.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client has to show: a bearer token (RFC 6750), or a user and a password (RFC 7617). Digests are compared, all
 * of them and in constant time, so that nobody learns from the time that it takes how near he is. Immutable.
 */
final class Credentials {

    /** What a client has shown. */
    enum Verdict {
        /** Nothing. */
        NONE,
        /** The token, which nobody can guess. */
        TOKEN,
        /** User and password, which somebody may have guessed. */
        PASSWORD,
        /** Something else. */
        WRONG
    }

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final byte @Nullable [] token;
    private final byte @Nullable [] userAndPassword;

    /** With an empty token, or an empty password, nobody is let in by it. */
    Credentials(String token, String user, String password) {
        this.token = token.isEmpty() ? null : digest(token.getBytes(StandardCharsets.UTF_8));
        this.userAndPassword = password.isEmpty() ? null
                : digest((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What the value of an Authorization header shows. */
    Verdict of(@Nullable String header) {
        if (header == null) {
            return Verdict.NONE;
        }
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith(BEARER)) {
            return isToken(header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8))
                    ? Verdict.TOKEN : Verdict.WRONG;
        }
        return lower.startsWith(BASIC) ? basic(header.substring(BASIC.length()).strip()) : Verdict.WRONG;
    }

    /** A browser asks its user for a name and a password: the token is one, by any name. */
    private Verdict basic(String encoded) {
        byte[] shown;
        try {
            shown = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return Verdict.WRONG;
        }
        int colon = 0;
        while (colon < shown.length && shown[colon] != ':') {
            colon++;
        }
        boolean isToken = isToken(Arrays.copyOfRange(shown, Math.min(colon + 1, shown.length), shown.length));
        boolean isPassword = MessageDigest.isEqual(digest(shown), userAndPassword);
        return isToken ? Verdict.TOKEN : isPassword ? Verdict.PASSWORD : Verdict.WRONG;
    }

    private boolean isToken(byte[] shown) {
        return MessageDigest.isEqual(digest(shown), token);
    }

    private static byte[] digest(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
