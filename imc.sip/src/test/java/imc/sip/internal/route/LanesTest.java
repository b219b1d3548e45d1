package imc.sip.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    /** Has it noted that a step failed, and with what. */
    private void run(String lane, boolean mayWait, String name, Lanes.Step step) {
        lanes.run(lane, mayWait, step, noting(name));
    }

    private Consumer<Throwable> noting(String name) {
        return e -> done.add(name + ' ' + e.getClass().getSimpleName());
    }

    private void runNote(String lane, boolean mayWait, String name) {
        run(lane, mayWait, name, () -> done.add(name));
    }

    private void runWait(String lane) {
        run(lane, true, "waits", () -> assertTrue(open.await(10, TimeUnit.SECONDS)));
    }

    @Test
    void whatWillNotWaitRunsAtOnceOnTheCallersThread() {
        run("a", false, "a", () -> done.add(Thread.currentThread().getName()));
        assertEquals(List.of(Thread.currentThread().getName()), done);
    }

    @Test
    void nothingOvertakesInItsLaneAndOtherLanesGoOn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        runWait("a");
        runNote("a", false, "a1");
        runNote("a", true, "a2");
        run("a", false, "end", end::countDown);
        runNote("b", false, "b");
        assertEquals(List.of("b"), done);
        open.countDown();
        assertTrue(end.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("b", "a1", "a2"), done);
    }

    @Test
    void aTaskThatThrowsIsToldSoAndTheLaneGoesOn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        runWait("a");
        run("a", false, "error", () -> {
            throw new StackOverflowError();
        });
        run("a", false, "exception", () -> {
            throw new IOException();
        });
        runNote("a", false, "a1");
        run("a", false, "end", end::countDown);
        open.countDown();
        assertTrue(end.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("error StackOverflowError", "exception IOException", "a1"), done);
    }

    @Test
    void whereThereIsNoThreadToBeHadTasksAreToldSoAndTheNextOneIsTriedAnew() {
        try (Lanes poor = new Lanes(1, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            poor.run("a", true, () -> done.add("a1"), noting("a1"));
            assertTrue(poor.isIdle());
            poor.run("a", true, () -> done.add("a2"), noting("a2"));
        }
        assertEquals(List.of("a1 OutOfMemoryError", "a2 OutOfMemoryError"), done);
    }

    @Test
    void atTheEndWhatWaitsIsToldSoAndSoIsWhateverComesLater() {
        runWait("a");
        runNote("a", true, "a1");
        lanes.close();
        runNote("a", true, "a2");
        assertTrue(done.containsAll(List.of("a1 RejectedExecutionException", "a2 RejectedExecutionException")),
                done.toString());
    }
}
