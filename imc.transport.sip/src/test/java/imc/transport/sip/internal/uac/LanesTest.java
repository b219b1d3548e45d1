package imc.transport.sip.internal.uac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
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

    private void await() {
        try {
            assertTrue(open.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWillNotWaitRunsAtOnceOnTheCallersThread() {
        lanes.run("a", false, 10_000, () -> done.add(Thread.currentThread().getName()));
        assertEquals(List.of(Thread.currentThread().getName()), done);
    }

    @Test
    void nothingOvertakesInItsLaneAndOtherLanesGoOn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        lanes.run("a", true, 10_000, this::await);
        lanes.run("a", false, 10_000, () -> done.add("a1"));
        lanes.run("a", true, 10_000, () -> done.add("a2"));
        lanes.run("a", false, 10_000, end::countDown);
        lanes.run("b", false, 10_000, () -> done.add("b"));
        assertEquals(List.of("b"), done);
        open.countDown();
        assertTrue(end.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("b", "a1", "a2"), done);
    }

    @Test
    void aLaneThatIsFullRefuses() {
        lanes.run("a", true, 10_000, this::await);
        RejectedExecutionException full = assertThrows(RejectedExecutionException.class, () -> {
            for (int i = 0; i < 20_000; i++) {
                lanes.run("a", true, 10_000, () -> { });
            }
        });
        assertEquals("10000 messages wait for a", full.getMessage());
        lanes.run("b", false, 10_000, () -> done.add("b"));
        assertEquals(List.of("b"), done);
    }

    @Test
    void afterTheEndWhatMightWaitIsRefused() {
        lanes.close();
        assertThrows(RejectedExecutionException.class, () -> lanes.run("a", true, 10_000, () -> { }));
    }
}
