package imc.sip.internal.transaction;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * The server transactions of all requests (RFC 3261 §17.2.2), in a few bytes each: a keyed hash of what a request is
 * matched by ({@link TransactionKeys}), and the answer only where it is not a 200 and nothing more; equal answers are
 * kept once, and no request is. They are kept in generations, of which the eldest goes when all that is in it is older
 * than Timer J, or early when there is no room for more: then a retransmission of the oldest is taken for a request.
 * <p>
 * Safe for use by many threads.
 */
public final class ServerTransactions {

    /** There is no answer yet. */
    public static final byte[] OPEN = {};

    private static final int STRIPES = 64;
    private static final int GENERATIONS = 4;
    /** Three of the four generations last for at least 64*T1, which is Timer J. */
    private static final long GENERATION_NANOS = TimeUnit.SECONDS.toNanos(11);
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
     * @return null for a new one; {@link #OPEN} or the answer for one that is there
     */
    public byte[] begin(long key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            long now = nanoTime.getAsLong();
            byte[] there = stripe.find(key, now);
            if (there == null) {
                stripe.put(key, OPEN, now);
            }
            return there;
        }
    }

    /** @param answer its status line and further headers, as {@link AnswerText} makes it; not to be changed */
    public void answered(long key, byte[] answer) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.put(key, answer, nanoTime.getAsLong());
        }
    }

    /** Forgets a transaction. */
    public void forget(long key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.put(key, null, nanoTime.getAsLong());
        }
    }

    /** Whether there is such a transaction. */
    public boolean contains(long key) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            return stripe.find(key, nanoTime.getAsLong()) != null;
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

    /** Whether there is a transaction for which just this was said to be the answer. */
    public boolean isAnswered(long key, byte[] answer) {
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            return stripe.find(key, nanoTime.getAsLong()) == answer;
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

    private Stripe stripe(long key) {
        return stripes[(int) (key >>> TransactionTable.KEY_BITS)];
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

        void put(long key, byte[] answer, long now) {
            turn(now);
            if (generations[0].bytesWith(answer) > maxBytes) {
                early.accept(generations[GENERATIONS - 1].size());
                next();
                turned = now;
            }
            generations[0].put(key, answer);
        }

        byte[] find(long key, long now) {
            turn(now);
            for (TransactionTable generation : generations) {
                if (generation.contains(key)) {
                    return generation.get(key);
                }
            }
            return null;
        }
    }
}
