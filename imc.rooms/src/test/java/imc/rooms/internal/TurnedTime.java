package imc.rooms.internal;

import imc.rooms.internal.time.Timing;
import imc.test.kit.Turned;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A time that passes when the test says so. What has waited for it is told by the thread that turns it. */
final class TurnedTime implements Timing {

    private final Turned clock = new Turned();

    void turn(Duration time) {
        clock.turn(time);
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public <T> CompletableFuture<T> within(CompletableFuture<T> future, long nanos) {
        clock.schedule(() -> future.completeExceptionally(new TimeoutException()), nanos, TimeUnit.NANOSECONDS);
        return future;
    }

    @Override
    public CompletableFuture<Void> after(long nanos) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        clock.schedule(() -> passed.complete(null), nanos, TimeUnit.NANOSECONDS);
        return passed;
    }
}
