package imc.store.jpa.internal;

import imc.store.jpa.internal.work.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A time that stands still, but for when the test lets it pass. */
final class HeldTimers implements Timers {

    private static final long PATIENCE_SECONDS = 30;

    private final List<Later> waiting = new ArrayList<>();
    private long now;
    private int awaiting;

    private record Later(long due, Runnable task, ScheduledFuture<?> sleep, ScheduledThreadPoolExecutor thread) {
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public boolean await(CountDownLatch event, long nanos) throws InterruptedException {
        long end = begun(1) + nanos;
        try {
            while (!event.await(5, TimeUnit.MILLISECONDS)) {
                if (nanoTime() >= end) {
                    return false;
                }
            }
            return true;
        } finally {
            begun(-1);
        }
    }

    private synchronized long begun(int count) {
        awaiting += count;
        notifyAll();
        return now;
    }

    /** Waits until so many wait for something, but not for ever. */
    synchronized void untilAwaited(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (awaiting < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(awaiting + " wait");
            }
            wait(left);
        }
    }

    /** Lets so much time pass. */
    void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            secondPasses();
        }
    }

    @Override
    public ScheduledExecutorService thread(String name) {
        return new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name)) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                if (delay == 0) {
                    return super.schedule(task, 0, unit);
                }
                ScheduledFuture<?> sleep = super.schedule(() -> { }, Integer.MAX_VALUE, TimeUnit.DAYS);
                later(unit.toNanos(delay), task, sleep, this);
                return sleep;
            }
        };
    }

    private synchronized void later(long nanos, Runnable task, ScheduledFuture<?> sleep,
            ScheduledThreadPoolExecutor on) {
        waiting.add(new Later(now + nanos, task, sleep, on));
    }

    private synchronized void secondPasses() {
        now += TimeUnit.SECONDS.toNanos(1);
        waiting.removeIf(later -> {
            if (later.due > now) {
                return false;
            }
            if (later.sleep.cancel(false)) {
                later.thread.execute(later.task);
            }
            return true;
        });
    }

    /** Lets the time pass until there is something. */
    <T> T until(String what, Supplier<T> something) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        T found = something.get();
        while (found == null) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("however much time passes: " + what);
            }
            secondPasses();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            found = something.get();
        }
        return found;
    }

    /** Lets the time pass until it is so. */
    void untilSo(String what, BooleanSupplier isSo) {
        until(what, () -> isSo.getAsBoolean() ? what : null);
    }
}
