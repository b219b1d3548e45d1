package imc.auth.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Nonces (RFC 7616 §3.3): a number and the time, signed with a key that is made anew at each start, so that none has to
 * be kept until somebody has proved a password with it. Each is for whoever sends from where it was asked for: so what
 * is sent in an address's name by somebody else, as with UDP is easily done, counts against nobody.
 * <p>
 * Of those that are in use it is known which counts have been there, of a bounded number of them. Where there are too
 * many, whoever has one of the oldest has to fetch a new one. Safe for use by many threads.
 */
final class Nonces {

    private static final int HEAD = 16;
    private static final int SIGNATURE = 12;
    private static final String HMAC = "HmacSHA256";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Mac signing;
    private final String opaque;
    private final LongSupplier nanoTime;
    private final AtomicLong numbers = new AtomicLong();
    /** By number, so that the oldest is the first. */
    private final TreeMap<Long, Counts> used = new TreeMap<>();
    private long floor;

    /** @param nanoTime as {@link System#nanoTime()} */
    Nonces(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        byte[] random = new byte[48];
        new SecureRandom().nextBytes(random);
        opaque = TEXT.encodeToString(Arrays.copyOf(random, HEAD));
        try {
            signing = Mac.getInstance(HMAC);
            signing.init(new SecretKeySpec(random, HEAD, random.length - HEAD, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** What one is known by. */
    record Nonce(long number, long made) {
    }

    /** Which counts of one nonce have been there: the highest, and of the 64 up to it each. */
    private static final class Counts {

        private final long made;
        private long highest;
        private long seen;

        Counts(long made) {
            this.made = made;
        }

        /**
         * Those of one client may overtake each other over UDP, so that it need not be the highest; but never twice.
         */
        boolean add(long count) {
            if (count > highest) {
                long further = count - highest;
                seen = further >= Long.SIZE ? 1 : seen << further | 1;
                highest = count;
                return true;
            }
            long back = highest - count;
            boolean isNew = back < Long.SIZE && (seen & 1L << back) == 0;
            seen |= isNew ? 1L << back : 0;
            return isNew;
        }
    }

    /** What goes with every nonce, and has to come back: it is of this run. */
    String opaque() {
        return opaque;
    }

    /** A new one. */
    String make(Source source) {
        ByteBuffer nonce = ByteBuffer.allocate(HEAD + SIGNATURE).putLong(numbers.incrementAndGet())
                .putLong(nanoTime.getAsLong());
        nonce.put(signature(nonce.array(), source));
        return TEXT.encodeToString(nonce.array());
    }

    private byte[] signature(byte[] nonce, Source source) {
        try {
            Mac mac = (Mac) signing.clone();
            mac.update(nonce, 0, HEAD);
            return Arrays.copyOf(mac.doFinal(source.text().getBytes(StandardCharsets.UTF_8)), SIGNATURE);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads one.
     *
     * @param lifetime for how long it is good
     * @return null for one that is too old, is for somebody else, or was never made here
     */
    @Nullable Nonce read(String text, Source source, Duration lifetime) {
        byte[] nonce;
        try {
            nonce = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (nonce.length != HEAD + SIGNATURE || !MessageDigest.isEqual(signature(nonce, source),
                Arrays.copyOfRange(nonce, HEAD, nonce.length))) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(nonce);
        Nonce read = new Nonce(head.getLong(), head.getLong());
        return nanoTime.getAsLong() - read.made > lifetime.toNanos() ? null : read;
    }

    /**
     * Somebody has proved a password with one.
     *
     * @param most how many are kept
     * @return whether he has for the first time with this count; false also where that is not known any more
     */
    synchronized boolean use(Nonce nonce, long count, Duration lifetime, int most) {
        if (nonce.number < floor) {
            return false;
        }
        boolean isNew = used.computeIfAbsent(nonce.number, number -> new Counts(nonce.made)).add(count);
        long now = nanoTime.getAsLong();
        while (used.size() > most || !used.isEmpty() && now - used.firstEntry().getValue().made > lifetime.toNanos()) {
            forgetFirst();
        }
        return isNew && nonce.number >= floor;
    }

    /** And all that are older: it is not known whether they have been there. */
    private void forgetFirst() {
        floor = used.pollFirstEntry().getKey() + 1;
    }

    /** How many are in use. */
    synchronized int size() {
        return used.size();
    }
}
