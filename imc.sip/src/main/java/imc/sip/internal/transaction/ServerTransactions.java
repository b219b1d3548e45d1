package imc.sip.internal.transaction;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * The server transactions of all requests (RFC 3261 §17.2.2), in a few bytes each: keyed hashes of what a request is
 * matched by ({@link TransactionKeys}), and the answer only where it is not a 200 and nothing more; equal answers are
 * kept once, and no request is. A transaction is found by what its request has in common with the same by another way,
 * so that one look finds both, and known by its key. They are kept in generations, of which the eldest goes when all
 * that is in it is older than Timer J, or early when there is no room for more: then a retransmission of the oldest is
 * taken for a request.
 * <p>
 * Safe for use by many threads.
 */
public final class ServerTransactions {

    /** There is no answer yet. */
    public static final byte[] OPEN = {};
    /** There is none, but one of the same request, which came by another way (RFC 3261 §8.2.2.2). */
    public static final byte[] MERGED = {};

    /** There is none, but one of the same request, which came from somewhere else and was not refused. */
    public static final byte[] ELSEWHERE = {};

    private static final int STRIPES = 64;
    private static final int GENERATIONS = 3;
    /** Two of the three generations last for 64*T1, which is Timer J; each is one more look for a new request. */
    private static final long GENERATION_NANOS = TimeUnit.SECONDS.toNanos(16);
    private static final int LEAST_BYTES = 4 << 20;

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final LongSupplier nanoTime;
    private final long maxBytes;
    private final IntConsumer early;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param early    is told how many were forgotten before their time, for want of room; has to be quick
     */
    public ServerTransactions(LongSupplier nanoTime, IntConsumer early) {
        this(nanoTime, Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 16), early);
    }

    /** @param maxBytes of all together */
    public ServerTransactions(LongSupplier nanoTime, long maxBytes, IntConsumer early) {
        this.nanoTime = nanoTime;
        this.early = early;
        this.maxBytes = maxBytes / STRIPES / GENERATIONS;
        Arrays.setAll(stripes, i -> new Stripe(nanoTime.getAsLong()));
    }

    /**
     * Begins a transaction.
     *
     * @return null for a new one, which is open now, {@link #MERGED} for a new one of a request that is there;
     *         {@link #ELSEWHERE} for none at all; {@link #OPEN} or the answer for one that is there
     */
    public byte[] begin(TransactionId id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            long now = nanoTime.getAsLong();
            byte[] there = stripe.find(id, now);
            if (there == null || there == MERGED) {
                stripe.put(id, OPEN, false, now);
            }
            return there;
        }
    }

    /**
     * Has an answer ready for retransmissions.
     *
     * @param answer  its status line and further headers, as {@link AnswerText} makes it; not to be changed
     * @param refused whether nothing was done: the same request may come by another way, and is none of this one's
     */
    public void answered(TransactionId id, byte[] answer, boolean refused) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            stripe.put(id, answer, refused, nanoTime.getAsLong());
        }
    }

    /** Whether there is such a transaction. */
    public boolean contains(TransactionId id) {
        byte[] there = find(id);
        return there != null && there != MERGED && there != ELSEWHERE;
    }

    /** Whether there is a transaction for which just this was said to be the answer. */
    public boolean isAnswered(TransactionId id, byte[] answer) {
        return find(id) == answer;
    }

    private byte[] find(TransactionId id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            return stripe.find(id, nanoTime.getAsLong());
        }
    }

    /** Some time has gone by, whether there were requests or not: what is older than Timer J is forgotten. */
    public void age() {
        long now = nanoTime.getAsLong();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.turn(now);
            }
        }
    }

    /** The memory that is taken up now. */
    public long bytes() {
        long bytes = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (TransactionTable generation : stripe.generations) {
                    bytes += generation.bytes();
                }
            }
        }
        return bytes;
    }

    private Stripe stripe(TransactionId id) {
        return stripes[(int) (id.common() >>> TransactionTable.KEY_BITS)];
    }

    /** What one lock guards. */
    private final class Stripe {

        private final TransactionTable[] generations = new TransactionTable[GENERATIONS];
        private long turned;

        Stripe(long now) {
            turned = now;
            Arrays.setAll(generations, i -> new TransactionTable(0));
        }

        void turn(long now) {
            for (int i = 0; i < GENERATIONS && now - turned >= GENERATION_NANOS; i++) {
                next();
                turned = i == GENERATIONS - 1 ? now : turned + GENERATION_NANOS;
            }
        }

        private void next() {
            System.arraycopy(generations, 0, generations, 1, GENERATIONS - 1);
            generations[0] = new TransactionTable(generations[1].size());
        }

        void put(TransactionId id, byte[] answer, boolean refused, long now) {
            turn(now);
            if (generations[0].bytesWith(answer) > maxBytes) {
                early.accept(generations[GENERATIONS - 1].size());
                next();
                turned = now;
            }
            if (!generations[0].put(id.common(), id.key(), answer, refused) && answer != OPEN) {
                for (int i = 1; i < GENERATIONS; i++) {
                    generations[i].forget(id.common(), id.key());
                }
            }
        }

        byte[] find(TransactionId id, long now) {
            turn(now);
            byte[] others = null;
            for (TransactionTable generation : generations) {
                byte[] there = generation.get(id.common(), id.key());
                if (there == ELSEWHERE || there == MERGED && others == null) {
                    others = there;
                } else if (there != null && there != MERGED) {
                    return there;
                }
            }
            return others;
        }
    }
}
