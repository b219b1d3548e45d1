package imc.commands.internal;

import imc.api.SipAddress;
import java.util.Arrays;
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
    private volatile Stripe[] stripes;

    /**
     * @param failures takes what a piece of work throws
     * @param others   goes on where somebody has done enough for a stripe
     */
    Stripes(int hashSize, Consumer<Throwable> failures, Executor others) {
        this.failures = failures;
        this.others = others;
        this.stripes = row(hashSize, () -> Stripe.open(failures, others));
    }

    private static Stripe[] row(int hashSize, Supplier<Stripe> stripe) {
        return IntStream.range(0, 1 << hashSize).mapToObj(i -> stripe.get()).toArray(Stripe[]::new);
    }

    /** Does the work in the turn of its room, on this thread or on the one that is at work on the stripe. */
    void post(SipAddress room, Stripe.Work work) {
        Stripe[] row = stripes;
        row[stripeOf(room, row)].post(stripe -> {
            if (stripe.isRetired()) {
                post(room, work);
            } else {
                work.run(stripe);
            }
        });
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
        Stripe[] next = row(hashSize, () -> Stripe.closed(failures, others));
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
