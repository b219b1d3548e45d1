package imc.store.jpa.internal.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time, and who does something later. In tests the test lets it pass. */
public interface Timers {

    Timers SYSTEM = new Timers() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public boolean await(CountDownLatch event, long nanos) throws InterruptedException {
            return event.await(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public ScheduledExecutorService thread(String name) {
            return new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Waits so long for something. @return whether it has happened */
    boolean await(CountDownLatch event, long nanos) throws InterruptedException;

    /** One thread of that name, which is the caller's to end. */
    ScheduledExecutorService thread(String name);
}
