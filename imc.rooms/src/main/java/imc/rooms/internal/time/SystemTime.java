package imc.rooms.internal.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;

/** That of the machine, with the timer that the JDK has for all. */
@Component
public final class SystemTime implements Timing {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public <T> CompletableFuture<T> within(CompletableFuture<T> future, long nanos) {
        return future.orTimeout(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public CompletableFuture<Void> after(long nanos) {
        return new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
    }
}
