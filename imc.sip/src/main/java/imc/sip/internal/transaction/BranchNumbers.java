package imc.sip.internal.transaction;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of which nobody can tell the next from those that he has seen, be they of his own copies: whoever knew the
 * branch of somebody else's could answer in his place. Each is SipHash-2-4 (Aumasson, Bernstein 2012), which is made
 * for that, of a counter, by a key of 128 bits; some thirty nanoseconds. Safe for use by many threads.
 */
final class BranchNumbers {

    private static final long MASK = (1L << Branch.NUMBER_BITS) - 1;
    /** Two for each word, and four at the end. */
    private static final int ROUNDS = 8;
    /** The word behind the message: its length. */
    private static final long LAST = (long) Long.BYTES << 56;

    private final long key0;
    private final long key1;
    private final AtomicLong counter = new AtomicLong();

    BranchNumbers() {
        this(new SecureRandom().nextLong(), new SecureRandom().nextLong());
    }

    BranchNumbers(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Another one each time, but for once in a billion billion. */
    long next() {
        return hash(counter.getAndIncrement()) & MASK;
    }

    /** Of the eight bytes of a number, the lowest first. */
    long hash(long message) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        v3 ^= message;
        for (int round = 1; round <= ROUNDS; round++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            if (round == 2) {
                v0 ^= message;
                v3 ^= LAST;
            } else if (round == 4) {
                v0 ^= LAST;
                v2 ^= 0xff;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
