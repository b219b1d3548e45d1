package imc.rooms.internal.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.rooms.internal.report.Failures;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateThreadsTest {

    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch begun = new CountDownLatch(2);
    private final CountDownLatch interrupted = new CountDownLatch(2);

    private void hang() throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @Test
    @DisplayName("a store that hangs holds no thread when the end has come, and its trial does not hold up a move")
    void end() throws Exception {
        GateThreads threads = new GateThreads(new Failures());
        threads.aside(this::hang, failure -> { });
        threads.beside(this::hang, failure -> { });
        assertTrue(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS));

        threads.end();

        assertTrue(interrupted.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        threads.beside(this::hang, failure -> { });
    }
}
