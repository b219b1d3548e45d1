package imc.room.password.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What proves a password: its salted slow hash, with all that is needed to make it again (RFC 8018 §5.2), as it is
 * kept: {@code pbkdf2-sha512$210000$SALT$HASH}. A password is taken in NFC (RFC 8265 §4.2).
 */
final class PasswordHash {

    private static final String SCHEME = "pbkdf2-sha512";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MOST_BYTES = 64;
    /** What stands in a database is not asked to work for minutes. */
    private static final int MOST_ITERATIONS = 5_000_000;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static PasswordHash of(String password, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(iterations, salt, derived(password, salt, iterations, HASH_BYTES));
    }

    /**
     * @throws IllegalArgumentException if nothing can be proved by it; what it is, is not said
     */
    static PasswordHash read(String kept) {
        String[] parts = kept.split("\\$", -1);
        if (parts.length == 4 && parts[0].equals(SCHEME) && parts[1].matches("[1-9][0-9]{0,6}")) {
            int iterations = Integer.parseInt(parts[1]);
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] hash = Base64.getDecoder().decode(parts[3]);
            if (iterations <= MOST_ITERATIONS && isSize(salt.length) && isSize(hash.length)) {
                return new PasswordHash(iterations, salt, hash);
            }
        }
        throw new IllegalArgumentException("what is kept of a room's password is none of " + SCHEME);
    }

    private static boolean isSize(int bytes) {
        return bytes >= SALT_BYTES && bytes <= MOST_BYTES;
    }

    /** Whether it is the hash of this password. Takes the same time for each. */
    boolean proves(String password) {
        return MessageDigest.isEqual(hash, derived(password, salt, iterations, hash.length));
    }

    private static byte[] derived(String password, byte[] salt, int iterations, int bytes) {
        PBEKeySpec key = new PBEKeySpec(Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray(), salt,
                iterations, Byte.SIZE * bytes);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        } finally {
            key.clearPassword();
        }
    }

    /** As it is kept. */
    @Override
    public String toString() {
        Base64.Encoder text = Base64.getEncoder();
        return SCHEME + '$' + iterations + '$' + text.encodeToString(salt) + '$' + text.encodeToString(hash);
    }
}
