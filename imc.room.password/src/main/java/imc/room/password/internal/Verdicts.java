package imc.room.password.internal;

import imc.api.SipAddress;
import imc.api.bound.Lately;
import imc.room.password.internal.Hashing.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What was found out about passwords before a room's turn came: for a minute, of a thousand at most, and without the
 * passwords. It is as true of the next attempt, as long as the room has the same password.
 */
final class Verdicts {

    static final int MOST = 1_000;
    private static final long LASTING = TimeUnit.MINUTES.toNanos(1);

    private final Lately<Key, Verdict> found;

    Verdicts(LongSupplier nanoTime) {
        this.found = new Lately<>(MOST, LASTING, nanoTime);
    }

    /**
     * What an attempt is known by.
     *
     * @param proof a digest of what the room keeps and of the password
     */
    record Key(SipAddress room, SipAddress user, String proof) {

        static Key of(SipAddress room, SipAddress user, String kept, String password) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((kept + '\n').getBytes(StandardCharsets.UTF_8));
                return new Key(room, user, HexFormat.of().formatHex(
                        digest.digest(password.getBytes(StandardCharsets.UTF_8))));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no SHA-256", e);
            }
        }
    }

    void put(Key key, Verdict verdict) {
        found.put(key, verdict);
    }

    Optional<Verdict> get(Key key) {
        return found.get(key);
    }

    int size() {
        return found.size();
    }
}
