package imc.sip.internal.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The opening of a connection, for those who wait for it. */
final class Opening {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final InetSocketAddress peer;

    Opening(InetSocketAddress peer) {
        this.peer = peer;
    }

    void succeeded() {
        done.complete(null);
    }

    boolean hasSucceeded() {
        return done.isDone() && !done.isCompletedExceptionally();
    }

    /** Nothing changes where it has succeeded. */
    void failed(String why) {
        done.completeExceptionally(new IOException("no connection with " + peer + ": " + why));
    }

    /** Waits until it is over. Never to be called by a loop. */
    void await(long nanos) throws IOException {
        try {
            done.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no connection with " + peer, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
