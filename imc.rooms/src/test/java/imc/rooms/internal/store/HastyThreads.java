package imc.rooms.internal.store;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import imc.rooms.internal.report.Failures;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The gate's own threads, but for the time, which passes when the test says so. */
public final class HastyThreads implements GateWorker {

    private final GateWorker threads;
    private final BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();

    public HastyThreads(Failures failures) {
        threads = new GateThreads(failures);
    }

    @Override
    public boolean turn(Runnable transition) {
        return threads.turn(transition);
    }

    @Override
    public void turnAfter(Duration wait, Runnable transition) {
        if (wait.isZero()) {
            threads.turn(transition);
        } else {
            later.add(transition);
        }
    }

    @Override
    public void aside(Runnable slow) {
        threads.aside(slow);
    }

    @Override
    public void beside(Slow slow, Consumer<Throwable> then) {
        threads.beside(slow, then);
    }

    @Override
    public void end() {
        threads.end();
    }

    /** Waits until there is a transition for later, and lets the time of all of them come. */
    public void timePasses() throws InterruptedException {
        Runnable next = later.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "nothing is to be done later");
        while (next != null) {
            threads.turn(next);
            next = later.poll();
        }
    }
}
