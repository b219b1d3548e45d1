package imc.transport.sip.internal.uas;

import imc.transport.sip.internal.uac.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Server transactions of usual messages (RFC 3261 §17.2.2), in a few bytes each: a keyed hash of what a request is
 * matched by (§17.2.3), and the answer only where it cannot be made of the request again. They are kept in
 * generations, of which the eldest goes when all that is in it is older than Timer J.
 * <p>
 * Safe for use by many threads.
 */
final class ServerTransactions {

    /** The answer was a 200 and nothing more. */
    static final byte[] PLAIN = {};
    /** There is no answer yet. */
    static final byte[] OPEN = {};
    /** It is kept elsewhere, and so is its answer. */
    static final byte[] ELSEWHERE = {};

    private static final int STRIPES = 64;
    /** Of a key; the bits above tell its stripe. */
    private static final int KEY_BITS = Long.SIZE - Integer.numberOfTrailingZeros(STRIPES);
    private static final int GENERATIONS = 4;
    /** Three of the four generations last for at least 64*T1, which is Timer J. */
    private static final long GENERATION_NANOS = TimeUnit.SECONDS.toNanos(11);

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final LongSupplier nanoTime;
    private final long seed;
    private final long tagSeed;

    /** @param nanoTime as {@link System#nanoTime()} */
    ServerTransactions(LongSupplier nanoTime) {
        SecureRandom random = new SecureRandom();
        this.nanoTime = nanoTime;
        this.seed = random.nextLong();
        this.tagSeed = random.nextLong();
        Arrays.setAll(stripes, i -> new Stripe(nanoTime.getAsLong()));
    }

    /** The key of a transaction; JAIN-SIP, too, compares without regard to case. */
    long key(String branch, String host, int port) {
        byte[] data = (branch + host).getBytes(StandardCharsets.UTF_8);
        int parting = branch.getBytes(StandardCharsets.UTF_8).length;
        return key(data, 0, parting, parting, data.length, port);
    }

    /** As the other, of what stands in a message. */
    long key(byte[] data, int branchStart, int branchEnd, int hostStart, int hostEnd, int port) {
        long hash = mixed(seed, data, branchStart, branchEnd);
        hash = mixed(hash, data, hostStart, hostEnd);
        return finished(hash ^ port);
    }

    private static long mixed(long start, byte[] data, int from, int to) {
        long hash = start ^ to - from;
        for (int i = from; i < to; i++) {
            byte c = data[i];
            hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    private static long finished(long value) {
        long hash = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> 32;
    }

    /** The To tag of a transaction's answer, each time the same. */
    String tag(long key) {
        return Tokens.of(finished(key ^ tagSeed));
    }

    /**
     * Begins a transaction.
     *
     * @param as {@link #OPEN} or {@link #ELSEWHERE}
     * @return null for a new one; {@link #OPEN}, {@link #ELSEWHERE}, {@link #PLAIN} or the answer for one that is there
     */
    byte[] begin(long key, byte[] as) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.turn(nanoTime.getAsLong());
            byte[] there = stripe.find(key);
            if (there == null) {
                stripe.generations[0].put(key, as);
            }
            return there;
        }
    }

    /** @param answer null for a 200 and nothing more */
    void answered(long key, byte[] answer) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.generations[0].put(key, answer == null ? PLAIN : answer);
        }
    }

    /** Whether there is such a transaction. */
    boolean contains(long key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            return stripe.find(key) != null;
        }
    }

    /** Some time has gone by, whether there were requests or not: what is older than Timer J is forgotten. */
    void age() {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.turn(nanoTime.getAsLong());
            }
        }
    }

    /** How many transactions there is memory for: what is taken up now, whether by some or by none. */
    int places() {
        int places = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (Generation generation : stripe.generations) {
                    places += generation.entries.length;
                }
            }
        }
        return places;
    }

    private Stripe stripe(long key) {
        return stripes[(int) (key >>> KEY_BITS)];
    }

    /** What one lock guards. */
    private static final class Stripe {

        private final Generation[] generations = new Generation[GENERATIONS];
        private long turned;

        Stripe(long now) {
            turned = now;
            Arrays.setAll(generations, i -> new Generation(0));
        }

        void turn(long now) {
            for (int i = 0; i < GENERATIONS && now - turned >= GENERATION_NANOS; i++) {
                System.arraycopy(generations, 0, generations, 1, GENERATIONS - 1);
                generations[0] = new Generation(generations[1].size);
                turned = i == GENERATIONS - 1 ? now : turned + GENERATION_NANOS;
            }
        }

        byte[] find(long key) {
            for (Generation generation : generations) {
                byte[] answer = generation.get(key);
                if (answer != null) {
                    return answer;
                }
            }
            return null;
        }
    }

    /**
     * An open-addressed table, at most half full. An entry is a key without its highest bits, which all keys of a stripe
     * have in common, and a state in their place: one look into memory that is far away tells all. Nothing in it is an
     * object but the answers that are not plain, so that a hundred thousand transactions are nothing to the garbage
     * collector.
     */
    private static final class Generation {

        /** By state; an entry of 0 is none. */
        private static final byte[][] STATES = {null, OPEN, ELSEWHERE, PLAIN};
        private static final int ANSWERED = STATES.length;
        private static final long KEY = (1L << KEY_BITS) - 1;

        private final Map<Long, byte[]> answers = new HashMap<>();
        private long[] entries;
        private int size;

        /** @param about how many there will be */
        Generation(int about) {
            entries = new long[Math.max(16, Integer.highestOneBit(about + 1) << 1)];
        }

        byte[] get(long key) {
            int state = (int) (entries[place(key)] >>> KEY_BITS);
            return state == ANSWERED ? answers.get(key) : STATES[state];
        }

        void put(long key, byte[] answer) {
            int place = place(key);
            if (entries[place] == 0 && 2 * ++size > entries.length) {
                grow();
                place = place(key);
            }
            int state = state(answer);
            entries[place] = key & KEY | (long) state << KEY_BITS;
            if (state == ANSWERED) {
                answers.put(key, answer);
            }
        }

        private static int state(byte[] answer) {
            for (int state = 1; state < ANSWERED; state++) {
                if (STATES[state] == answer) {
                    return state;
                }
            }
            return ANSWERED;
        }

        private int place(long key) {
            int place = (int) key & entries.length - 1;
            while (entries[place] != 0 && ((entries[place] ^ key) & KEY) != 0) {
                place = place + 1 & entries.length - 1;
            }
            return place;
        }

        private void grow() {
            long[] old = entries;
            entries = new long[2 * old.length];
            for (long entry : old) {
                if (entry != 0) {
                    entries[place(entry)] = entry;
                }
            }
        }
    }
}
