package imc.sip.internal.route;

import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Figures;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How much goes by UDP to addresses that have never answered. Whoever sends us datagrams in somebody else's name, or
 * registers somebody else's address, could have us write to who never asked for it: so such an address gets some kB a
 * minute, retransmissions counted, enough for a first message and its retransmissions, and all ports of one host some
 * times that. Who has answered a copy has proved to be there, for the branch of a copy cannot be guessed.
 * <p>
 * Safe for use by many threads; never waits.
 */
public final class Unproven {

    /** So many times as much for all ports of one IP address, as of a NAT with many clients behind it. */
    static final int PORTS = 16;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** For so long, at least, an answer proves that somebody is there. */
    private static final long BELIEVED = TimeUnit.MINUTES.toNanos(10);
    private static final int THOUSANDTHS = 10;
    private static final int WEIGHT = 200;

    private final Generations<InetSocketAddress, Boolean> proven =
            new Generations<>(Generations.heap(THOUSANDTHS), (address, is) -> WEIGHT);
    /** By IP address and port, and by IP address. */
    private final Generations<Object, Allowance> allowances =
            new Generations<>(Generations.heap(THOUSANDTHS), (address, allowance) -> WEIGHT);
    private final IntSupplier kilobytes;
    private final LongSupplier nanoTime;
    private final Figures figures;
    private long aged;

    /**
     * @param kilobytes a minute; 0 for no bound
     * @param nanoTime  as {@link System#nanoTime()}
     */
    public Unproven(IntSupplier kilobytes, LongSupplier nanoTime, Figures figures) {
        this.kilobytes = kilobytes;
        this.nanoTime = nanoTime;
        this.figures = figures;
        this.aged = nanoTime.getAsLong();
    }

    /** What may still go there; it comes back in the course of a minute. */
    private static final class Allowance {

        private final long most;
        private long left;
        private long at;

        Allowance(long most, long now) {
            this.most = most;
            this.left = most;
            this.at = now;
        }

        /** One datagram may be longer than what is left, or who cannot do without large ones would get none. */
        synchronized boolean take(int length, long now) {
            double minutes = Math.min(1, (now - at) / (double) MINUTE);
            left = Math.min(most, left + (long) (minutes * most));
            at = now;
            if (left <= 0) {
                return false;
            }
            left -= length;
            return true;
        }
    }

    /** Whether a datagram may go there now; it does if it may. */
    public boolean allows(InetSocketAddress to, int length) {
        int limit = kilobytes.getAsInt();
        if (limit == 0 || proven.get(to) != null) {
            return true;
        }
        long now = nanoTime.getAsLong();
        boolean may = allowance(to, 1024L * limit, now).take(length, now)
                && allowance(to.getAddress(), 1024L * limit * PORTS, now).take(length, now);
        if (!may) {
            figures.count(Counted.WITHHELD);
        }
        return may;
    }

    /** As the other, for a way to a next hop: the outbound proxy has no bound. */
    public boolean allows(NextHop hop, Route route, int length) {
        return hop.isProxy() || allows(route.to(), length);
    }

    private Allowance allowance(Object address, long most, long now) {
        Allowance there = allowances.get(address);
        if (there == null || there.most != most) {
            there = new Allowance(most, now);
            allowances.put(address, there);
        }
        return there;
    }

    /** Somebody there has answered a copy. */
    public void answered(InetSocketAddress from) {
        if (proven.get(from) == null) {
            proven.put(from, Boolean.TRUE);
        }
    }

    /** As the other, for a way to a next hop. */
    public void answered(NextHop hop, Route route) {
        if (!hop.isProxy() && !route.isReliable()) {
            answered(route.to());
        }
    }

    /** Some time has gone by. */
    public void age() {
        long now = nanoTime.getAsLong();
        if (now - aged >= BELIEVED) {
            aged = now;
            proven.age();
            allowances.age();
        }
    }
}
