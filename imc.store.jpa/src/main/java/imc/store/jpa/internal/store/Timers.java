package imc.store.jpa.internal.store;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The time, and who does something later. In tests the test lets it pass. */
public interface Timers {

    Timers SYSTEM = new Timers() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public ScheduledExecutorService thread(String name) {
            return new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** One thread of that name, which is the caller's to end. */
    ScheduledExecutorService thread(String name);
}
