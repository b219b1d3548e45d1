package imc.control.internal;

import java.util.concurrent.TimeUnit;

/** The time, and how it passes for whoever waits. */
interface Pace {

    /** As it is. */
    Pace REAL = new Pace() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Lets so many milliseconds pass. */
    void pause(long millis) throws InterruptedException;
}
