package imc.store.jpa.internal.store;

import imc.api.statistics.Durations;
import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the store counts. */
public final class StoreFigures implements StatisticSource {

    private final LongAdder batches = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder doubts = new LongAdder();
    private final Durations commits =
            Durations.ofMillis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000);
    private volatile IntSupplier pending = () -> 0;
    private volatile boolean open;

    public void open(boolean isOpen) {
        open = isOpen;
    }

    /** @param batchesWaiting tells how many wait now */
    void pending(IntSupplier batchesWaiting) {
        pending = batchesWaiting;
    }

    void wrote(long batchesInGroup, long tookNanos) {
        batches.add(batchesInGroup);
        commits.add(tookNanos);
    }

    void failed() {
        failures.increment();
    }

    void inDoubt() {
        doubts.increment();
    }

    @Override
    public String group() {
        return "store";
    }

    @Override
    public List<Histogram> histograms() {
        return List.of(commits.histogram("store_commit_seconds",
                "Time that a transaction takes, from its first statement to the end of its commit", Map.of()));
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.gauge("store_open", "1 while the database is open, else 0", open ? 1 : 0),
                Statistic.gauge("store_pending", "batches of changes that wait to be written", pending.getAsInt()),
                Statistic.counter("store_batches", "batches of changes that were written", batches.sum()),
                Statistic.counter("store_failures", "batches of changes that were not written", failures.sum()),
                Statistic.counter("store_in_doubt", "transactions whose commit was not answered", doubts.sum()),
                Statistic.counter("store_groups", "transactions, each of one group of batches", commits.count()),
                Statistic.counter("store_write_micros", "time spent writing groups, in microseconds",
                        TimeUnit.NANOSECONDS.toMicros(commits.sum())));
    }
}
