package imc.sip.internal.server;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that wait for a filter or a handler, bounded in bytes and in time: beyond that they are answered 503. Safe
 * for use by many threads; never waits itself.
 */
final class Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);
    /** What a request takes up beside its bytes. */
    private static final int OVERHEAD = 1024;
    private static final int LEAST_BYTES = 4 << 20;
    private static final int SHARE_OF_HEAP = 64;
    /** Timer F: nobody waits for the answer any more. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(32);

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private final LongSupplier nanoTime;
    private final long mostBytes;
    private final BiConsumer<Request, Throwable> failed;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param failed   answers a request on whose way something was thrown
     */
    Waiting(LongSupplier nanoTime, BiConsumer<Request, Throwable> failed) {
        this(nanoTime, Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP), failed);
    }

    /** @param mostBytes of all together */
    Waiting(LongSupplier nanoTime, long mostBytes, BiConsumer<Request, Throwable> failed) {
        this.nanoTime = nanoTime;
        this.mostBytes = mostBytes;
        this.failed = failed;
    }

    /** One request's wait, which ends once. */
    private record Wait(Request request, long since, AtomicBoolean ended) {

        boolean end() {
            return ended.compareAndSet(false, true);
        }

        long bytes() {
            return OVERHEAD + request.parts().head().data().length;
        }
    }

    /** Goes on with a request when a stage has completed, on the thread that completes it. */
    <T> void until(CompletionStage<T> stage, Request request, Consumer<? super T> then) {
        Wait wait = new Wait(request, nanoTime.getAsLong(), new AtomicBoolean());
        goOn(wait, stage, then);
        if (!wait.ended.get() && hasRoom(wait) && waits.add(wait) && wait.ended.get()) { // meanwhile
            forget(wait);
        }
    }

    /**
     * As {@link #until}, with what does things that cannot be taken back: where there might be no room to wait for it,
     * it is not begun.
     */
    <T> void begin(Supplier<CompletionStage<T>> begun, Request request, Consumer<? super T> then) {
        Wait wait = new Wait(request, nanoTime.getAsLong(), new AtomicBoolean());
        if (!hasRoom(wait)) {
            return;
        }
        CompletionStage<T> stage;
        try {
            stage = begun.get();
        } catch (Throwable e) {
            bytes.addAndGet(-wait.bytes());
            throw e;
        }
        if (stage instanceof CompletableFuture<T> future && future.isDone()) { // nearly all
            bytes.addAndGet(-wait.bytes());
            stage.whenComplete((result, failure) -> goOn(request, result, failure, then));
        } else {
            waits.add(wait);
            goOn(wait, stage, then);
        }
    }

    /** Whether there is room for one more; where there is none, it is given up. */
    private boolean hasRoom(Wait wait) {
        if (bytes.addAndGet(wait.bytes()) > mostBytes) {
            bytes.addAndGet(-wait.bytes());
            giveUp(wait);
            return false;
        }
        return true;
    }

    private <T> void goOn(Wait wait, CompletionStage<T> stage, Consumer<? super T> then) {
        stage.whenComplete((result, failure) -> {
            if (wait.end()) {
                forget(wait);
                goOn(wait.request, result, failure, then);
            }
        });
    }

    private <T> void goOn(Request request, T result, Throwable failure, Consumer<? super T> then) {
        if (failure != null) {
            failed.accept(request, failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause() : failure);
            return;
        }
        try {
            then.accept(Objects.requireNonNull(result, "it completed with null"));
        } catch (Throwable e) { // the thread is somebody else's
            failed.accept(request, e);
        }
    }

    private void forget(Wait wait) {
        if (waits.remove(wait)) {
            bytes.addAndGet(-wait.bytes());
        }
    }

    private static void giveUp(Wait wait) {
        if (wait.end()) {
            wait.request.answer(Requests.UNAVAILABLE);
        }
    }

    /** Some seconds have gone by: gives up what has waited too long. */
    void age() {
        long now = nanoTime.getAsLong();
        for (Wait wait : waits) {
            if (now - wait.since >= MOST_NANOS) {
                LOG.debug("{} has waited too long for a filter or a handler", wait.request);
                forget(wait);
                giveUp(wait);
            }
        }
    }

    /** How many requests wait now. */
    int size() {
        return waits.size();
    }

    /** What is held now. */
    long bytes() {
        return bytes.get();
    }
}
