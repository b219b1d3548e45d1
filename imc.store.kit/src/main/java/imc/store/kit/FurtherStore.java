package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A store beside that of the rooms which a test of the kit uses, and what all of them promise.
 *
 * @param <S> its contract
 */
abstract class FurtherStore<S> extends OpenedStore<S> {

    /** Text that is more than letters: quotes, wildcards, escapes, what is beyond the first plane. */
    static final String ODD = "'; DROP TABLE x; -- \" \\ \\n % _ {} ? :a <b>, \u20AC \uD83D\uDE00 \u0301e";

    /** Asks for something; which of the contract's methods does not matter. */
    abstract CompletionStage<?> ask(S of, int number);

    /** Waits for what must succeed. */
    static <T> T done(CompletionStage<T> stage) throws Exception {
        return future(stage).get(30, TimeUnit.SECONDS);
    }

    /** A store may give any stage, also one that does not become a CompletableFuture. */
    static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        CompletableFuture<T> future = new CompletableFuture<>();
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                future.complete(result);
            } else {
                future.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
        return future;
    }

    /** Does the same on many threads at once. */
    static void onThreads(int count, Work work) throws Exception {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            new Thread(() -> {
                try {
                    work.run(number);
                    end.complete(null);
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
            }, "kit").start();
        }
        for (CompletableFuture<Void> end : ends) {
            done(end);
        }
    }

    /** What one of the threads does. */
    @FunctionalInterface
    interface Work {
        void run(int number) throws Exception;
    }

    @Test
    final void everyStageIsCompletedWhenTheStoreHasClosedAndLaterCallsAreRefusedByTheStage() throws Exception {
        List<CompletableFuture<?>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(future(ask(store, i)));
        }
        S closed = store;
        store = null;
        close(closed);
        assertTrue(stages.stream().allMatch(CompletableFuture::isDone));
        try {
            done(ask(closed, 0));
        } catch (ExecutionException e) {
            String why = assertInstanceOf(StoreException.class, e.getCause()).getMessage();
            assertTrue(why.endsWith("the store is closed"), why);
            return;
        }
        throw new AssertionError("it was done");
    }
}
