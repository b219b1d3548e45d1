package imc.sip.internal.figures;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whatever has to let go of memory, by and by, also when nothing happens any more. Safe for use by many threads. */
public final class Aging {

    private final List<Runnable> all = new CopyOnWriteArrayList<>();

    /** @param lettingGo soon done, and called every 13 seconds or so by one thread */
    public void add(Runnable lettingGo) {
        all.add(lettingGo);
    }

    /** The time has come. */
    public void age() {
        all.forEach(Runnable::run);
    }
}
