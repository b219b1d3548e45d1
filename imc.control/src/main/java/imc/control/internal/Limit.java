package imc.control.internal;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends this program if a server does not answer what has an answer at once, until that is there. */
final class Limit implements AutoCloseable {

    private static final int SECONDS = 10;

    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    Limit(PrintStream err) {
        answer.orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            err.println("imc: no answer from the server within " + SECONDS + " s");
            err.flush();
            Runtime.getRuntime().halt(ControlClient.NO_SERVER);
            return null;
        });
    }

    @Override
    public void close() {
        answer.complete(null);
    }
}
