package imc.mi.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ResourcesTest {

    @Test
    @DisplayName("a heap that stays nine tenths full is worth a warning")
    void memory() {
        assertEquals(Status.OK, MemoryCheck.of(0, 512).getStatus());
        assertEquals(Status.OK, MemoryCheck.of(899, 1_000).getStatus());
        assertEquals(Status.WARN, MemoryCheck.of(900, 1_000).getStatus());
        assertEquals(Status.OK, new MemoryCheck().execute().getStatus());
    }

    @Test
    @Timeout(60)
    @DisplayName("two threads of which each waits for what the other holds are found")
    void deadlock() throws InterruptedException {
        DeadlockCheck check = new DeadlockCheck();
        assertEquals(Status.OK, check.execute().getStatus());
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread first = thread(one, other, bothHold);
        Thread second = thread(other, one, bothHold);
        try {
            while (check.execute().getStatus() == Status.OK) {
                Thread.onSpinWait();
            }
            assertEquals(Status.CRITICAL, check.execute().getStatus());
        } finally {
            first.interrupt();
            second.interrupt();
            first.join();
            second.join();
        }
        assertEquals(Status.OK, check.execute().getStatus());
    }

    private static Thread thread(ReentrantLock held, ReentrantLock wanted, CountDownLatch bothHold) {
        Thread thread = new Thread(() -> {
            held.lock();
            try {
                bothHold.countDown();
                bothHold.await();
                wanted.lockInterruptibly();
                wanted.unlock();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the test is over
            } finally {
                held.unlock();
            }
        });
        thread.start();
        return thread;
    }
}
