package imc.mi.fifo.internal;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of one name. */
final class Numbered implements ThreadFactory {

    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    Numbered(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name + " " + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
