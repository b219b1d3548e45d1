package imc.control.internal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Ends this program if a server does not answer what has an answer at once, until that is there. */
final class Limit implements AutoCloseable {

    private static final int SECONDS = 10;

    private final Thread thread;

    Limit(PrintStream err) {
        thread = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(SECONDS);
            } catch (InterruptedException e) {
                return;
            }
            err.println("imc: no answer from the server within " + SECONDS + " s");
            err.flush();
            Runtime.getRuntime().halt(ControlClient.NO_SERVER);
        }, "limit");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
