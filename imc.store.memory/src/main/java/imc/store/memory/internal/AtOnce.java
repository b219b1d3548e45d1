package imc.store.memory.internal;

import imc.api.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Does what a store is asked before the call returns, one thing at a time, until the store is closed. */
final class AtOnce {

    private boolean closed;

    /** What is asked. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws StoreException;
    }

    synchronized <T> CompletionStage<T> now(Work<T> work) {
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            return CompletableFuture.completedFuture(work.done());
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** @param forget lets go of what was kept */
    synchronized void close(Runnable forget) {
        closed = true;
        forget.run();
    }
}
