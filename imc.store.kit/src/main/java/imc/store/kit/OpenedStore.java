package imc.store.kit;

import imc.api.SipAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The store that a test of the kit uses, and how it is opened and closed.
 *
 * @param <S> its contract
 */
abstract class OpenedStore<S> {

    /** An address as long as it may be. */
    static final String LONGEST = "sip:" + "u".repeat(SipAddress.MAX_PART_LENGTH) + "@"
            + "h".repeat(SipAddress.MAX_PART_LENGTH);

    /** Open while a test runs, unless the test has closed it. */
    S store;
    private boolean isOpen;

    /** Opens the store on what this test has kept so far: nothing, at the first call of a test. */
    protected abstract S open() throws Exception;

    /** Closes the store, as its bundle does when it stops. */
    protected abstract void close(S open) throws Exception;

    /** Whether the store keeps anything while it is closed. */
    protected boolean isDurable() {
        return true;
    }

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
        isOpen = true;
    }

    @AfterEach
    final void closeStore() throws Exception {
        if (isOpen) {
            isOpen = false;
            close(store);
        }
    }

    /** Closes the store and opens it again, where it is durable. */
    final void reopen() throws Exception {
        if (isDurable()) {
            closeStore();
            openStore();
        }
    }

    /** Waits for what must succeed. */
    static <T> T done(CompletionStage<T> stage) throws Exception {
        return future(stage).get(30, TimeUnit.SECONDS);
    }

    static void allDone(List<? extends CompletionStage<?>> stages) throws Exception {
        for (CompletionStage<?> stage : stages) {
            done(stage);
        }
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

    /** What one of several threads does. */
    @FunctionalInterface
    interface Work {
        void run(int number) throws Exception;
    }

    /** Does something beside the test's own thread. */
    static CompletableFuture<Void> onThread(int number, Work work) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        new Thread(() -> {
            try {
                work.run(number);
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        }, "kit").start();
        return end;
    }

    /** Does the same on many threads at once. */
    static void onThreads(int count, Work work) throws Exception {
        allDone(IntStream.range(0, count).mapToObj(number -> onThread(number, work)).toList());
    }
}
