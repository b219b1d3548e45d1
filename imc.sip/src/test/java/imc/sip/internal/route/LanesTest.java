package imc.sip.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.internal.fanout.Outlet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void close() {
        open.countDown();
        lanes.close();
        lanes.awaitEnd();
    }

    /** Notes that it failed, and with what. */
    private Lanes.Task task(String name, Outlet.Step step) {
        return new Lanes.Task() {
            @Override
            public void run() throws Exception {
                step.take();
            }

            @Override
            public void failed(Throwable e) {
                done.add(name + ' ' + e.getClass().getSimpleName());
            }
        };
    }

    private Lanes.Task waits() {
        return task("waits", () -> assertTrue(open.await(10, TimeUnit.SECONDS)));
    }

    private Lanes.Task notes(String name) {
        return task(name, () -> done.add(name));
    }

    @Test
    void whatWillNotWaitRunsAtOnceOnTheCallersThread() {
        lanes.run("a", false, task("a", () -> done.add(Thread.currentThread().getName())));
        assertEquals(List.of(Thread.currentThread().getName()), done);
    }

    @Test
    void nothingOvertakesInItsLaneAndOtherLanesGoOn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        lanes.run("a", true, waits());
        lanes.run("a", false, notes("a1"));
        lanes.run("a", true, notes("a2"));
        lanes.run("a", false, task("end", end::countDown));
        lanes.run("b", false, notes("b"));
        assertEquals(List.of("b"), done);
        open.countDown();
        assertTrue(end.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("b", "a1", "a2"), done);
    }

    @Test
    void aTaskThatThrowsIsToldSoAndTheLaneGoesOn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        lanes.run("a", true, waits());
        lanes.run("a", false, task("error", () -> {
            throw new StackOverflowError();
        }));
        lanes.run("a", false, task("exception", () -> {
            throw new IOException();
        }));
        lanes.run("a", false, notes("a1"));
        lanes.run("a", false, task("end", end::countDown));
        open.countDown();
        assertTrue(end.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("error StackOverflowError", "exception IOException", "a1"), done);
    }

    @Test
    void whereThereIsNoThreadToBeHadTasksAreToldSoAndTheNextOneIsTriedAnew() {
        try (Lanes poor = new Lanes(1, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            poor.run("a", true, notes("a1"));
            assertTrue(poor.isIdle());
            poor.run("a", true, notes("a2"));
        }
        assertEquals(List.of("a1 OutOfMemoryError", "a2 OutOfMemoryError"), done);
    }

    @Test
    void atTheEndWhatWaitsIsToldSoAndSoIsWhateverComesLater() {
        lanes.run("a", true, waits());
        lanes.run("a", true, notes("a1"));
        lanes.close();
        lanes.run("a", true, notes("a2"));
        assertTrue(done.containsAll(List.of("a1 RejectedExecutionException", "a2 RejectedExecutionException")),
                done.toString());
    }
}
