package imc.api.auth;

import imc.api.SipAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user's password is checked with: the hashes H(A1) of RFC 7616 §3.4.2, H(user part:realm:password), whose realm
 * is the host of the user's address. The password itself is nowhere.
 * <p>
 * Whoever has one of the hashes can pass for the user in that realm. So they are secrets, and
 * {@link #toString} does not show them.
 *
 * @param user   whose they are
 * @param md5    with MD5: 32 hexadecimal digits in lower case; empty where it is not known
 * @param sha256 with SHA-256 (RFC 8760): 64 of them; empty where it is not known, as for a user whom Kamailio added
 */
public record Credentials(SipAddress user, Optional<String> md5, Optional<String> sha256) {

    private static final int MD5_DIGITS = 32;
    private static final int SHA256_DIGITS = 64;

    /** @throws IllegalArgumentException for anything else, and where there is no hash at all */
    public Credentials {
        Objects.requireNonNull(user, "user");
        check("MD5", md5, MD5_DIGITS);
        check("SHA-256", sha256, SHA256_DIGITS);
        if (md5.isEmpty() && sha256.isEmpty()) {
            throw new IllegalArgumentException("no hash for " + user);
        }
    }

    private static void check(String name, Optional<String> hash, int digits) {
        if (hash.filter(text -> text.length() != digits || !text.chars().allMatch(Credentials::isDigit)).isPresent()) {
            throw new IllegalArgumentException(
                    "a hash with " + name + " has " + digits + " hexadecimal digits in lower case");
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    /** Whose they are, and nothing of what they are. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
