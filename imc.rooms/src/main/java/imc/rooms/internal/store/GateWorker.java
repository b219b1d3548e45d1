package imc.rooms.internal.store;

import java.time.Duration;
import java.util.function.Consumer;

/** Who carries out what the {@link StoreGate} decides: its transitions, one after the other, and what takes time. */
interface GateWorker {

    /**
     * Has a transition run when those before it are done. It waits for nothing.
     *
     * @return false if none is run any more
     */
    boolean turn(Runnable transition);

    /** The same, after some time; not at all if the worker has ended by then. */
    void turnAfter(Duration wait, Runnable transition);

    /** Does what may take its time: reads a store, writes to it, writes to a disk. One piece after the other. */
    void aside(Runnable slow);

    /** Something that takes time, and may fail. */
    @FunctionalInterface
    interface Slow {
        void run() throws Exception;
    }

    /**
     * Does what may take its time, and comes back with a transition.
     *
     * @param then told what the slow part threw; null if it succeeded
     */
    default void aside(Slow slow, Consumer<Throwable> then) {
        aside(() -> finish(slow, then));
    }

    /** The same, and whatever else takes time need not wait for it. */
    void beside(Slow slow, Consumer<Throwable> then);

    /** Does it now, and has the transition run. */
    default void finish(Slow slow, Consumer<Throwable> then) {
        Throwable[] failure = {null};
        try {
            slow.run();
        } catch (Throwable e) {
            failure[0] = e;
        }
        turn(() -> then.accept(failure[0]));
    }

    /** Runs the transitions that were given, and no others; interrupts what takes time. */
    void end();
}
