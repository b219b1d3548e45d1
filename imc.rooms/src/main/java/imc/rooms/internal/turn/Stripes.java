package imc.rooms.internal.turn;

import imc.api.SipAddress;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The 2^{@code hash_size} stripes that rooms are spread over. Their number can change while they work: the new ones
 * gather work until the old ones have nothing under way, so that a room's order is kept.
 */
final class Stripes {

    private final Consumer<Throwable> failures;
    private final Executor others;
    private final Supplier<Queue<Stripe.Work>> queues;
    private volatile Stripe[] stripes;

    /**
     * @param failures takes what a piece of work throws
     * @param others   goes on where somebody has done enough for a stripe
     */
    Stripes(int hashSize, Consumer<Throwable> failures, Executor others) {
        this(hashSize, failures, others, ConcurrentLinkedQueue::new);
    }

    /** @param queues where a stripe keeps what is left to it */
    Stripes(int hashSize, Consumer<Throwable> failures, Executor others, Supplier<Queue<Stripe.Work>> queues) {
        this.failures = failures;
        this.others = others;
        this.queues = queues;
        this.stripes = row(hashSize, 0);
    }

    /** @param due 1 for stripes that gather work until they are opened */
    private Stripe[] row(int hashSize, int due) {
        return IntStream.range(0, 1 << hashSize).mapToObj(i -> new Stripe(due, queues.get(), failures, others))
                .toArray(Stripe[]::new);
    }

    /** Does the work in the turn of its room, on this thread or on the one that is at work on the stripe. */
    void post(SipAddress room, Stripe.Work work) {
        Stripe[] row = stripes;
        Posted posted = new Posted(room, work);
        row[stripeOf(room, row)].post(posted);
        if (stripes != row) {
            posted.leaveNoneBehind();
        }
    }

    /**
     * A piece of work on its way. Where it comes to a stripe that has retired, it belongs to another one; it is there
     * before its poster can post the next.
     */
    private final class Posted extends AtomicInteger implements Stripe.Work {

        private static final long serialVersionUID = 1L;
        private static final int DONE = 1;
        private static final int MOVING = 2;
        private static final int MOVED = 3;

        private final transient SipAddress room;
        private final transient Stripe.Work work;

        Posted(SipAddress room, Stripe.Work work) {
            this.room = room;
            this.work = work;
        }

        @Override
        public void run(Stripe stripe) {
            if (!stripe.isRetired()) {
                if (compareAndSet(0, DONE)) {
                    work.run(stripe);
                }
            } else {
                move();
            }
        }

        private void move() {
            if (compareAndSet(0, MOVING)) {
                try {
                    post(room, work);
                } finally {
                    set(MOVED);
                }
            }
        }

        /** The stripes have changed meanwhile: it may lie behind its old stripe's last piece. */
        void leaveNoneBehind() {
            move();
            while (get() == MOVING) {
                Thread.onSpinWait();
            }
        }
    }

    private static int stripeOf(SipAddress room, Stripe[] row) {
        int hash = room.hashCode() * 0x9E3779B1;
        return (hash ^ hash >>> 15) & row.length - 1;
    }

    /** Spreads the rooms over 2^hashSize stripes from now on. */
    synchronized void resize(int hashSize) {
        Stripe[] old = stripes;
        if (old.length == 1 << hashSize) {
            return;
        }
        Stripe[] next = row(hashSize, 1);
        stripes = next;
        AtomicInteger working = new AtomicInteger(old.length);
        for (Stripe stripe : old) {
            stripe.post(self -> self.retire(() -> {
                if (working.decrementAndGet() == 0) {
                    Arrays.stream(next).forEach(Stripe::open);
                }
            }));
        }
    }

    boolean hasSize(int hashSize) {
        return stripes.length == 1 << hashSize;
    }
}
