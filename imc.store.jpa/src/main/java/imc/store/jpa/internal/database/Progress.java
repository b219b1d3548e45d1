package imc.store.jpa.internal.database;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells how far a load has come, every few seconds; says nothing of one that takes less. */
final class Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private final long start;
    private long told;
    private long rows;
    private long total;
    private long rooms;
    private long members;

    /** @param nanoTime a clock, in nanoseconds */
    Progress(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
        this.start = nanoTime.getAsLong();
        this.told = start;
    }

    /** How many rows there are to read. */
    void total(long count) {
        total = count;
    }

    /** So many more rows were read. */
    void read(int count) {
        rows += count;
        long now = nanoTime.getAsLong();
        if (now - told < EVERY_NANOS) {
            return;
        }
        told = now;
        double seconds = seconds(now);
        double perSecond = rows / seconds;
        log.accept(String.format(Locale.ROOT, "Rooms are being read: %,d of %,d rows of rooms and members in %.0f s, "
                + "%,.0f a second, about %.0f s left", rows, total, seconds, perSecond,
                Math.max(0, total - rows) / perSecond));
    }

    /** A room is complete. */
    void room(int itsMembers) {
        rooms++;
        members += itsMembers;
    }

    /** Everything was read. */
    void end() {
        double seconds = seconds(nanoTime.getAsLong());
        if (seconds * TimeUnit.SECONDS.toNanos(1) >= EVERY_NANOS) {
            log.accept(String.format(Locale.ROOT, "%,d rooms with %,d members were read in %.1f s: "
                    + "%,.0f rooms a second", rooms, members, seconds, rooms / seconds));
        }
    }

    private double seconds(long now) {
        return (double) (now - start) / TimeUnit.SECONDS.toNanos(1);
    }
}
