package imc.rooms.internal.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A gate's worker whose steps the test takes, one by one: nothing happens between them. */
final class HeldWorker implements GateWorker {

    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final Deque<Runnable> slow = new ArrayDeque<>();
    private final List<Later> later = new ArrayList<>();
    private boolean ended;

    private record Later(Duration delay, Runnable transition) {
    }

    @Override
    public synchronized boolean turn(Runnable transition) {
        return !ended && turns.add(transition);
    }

    @Override
    public synchronized void turnAfter(Duration wait, Runnable transition) {
        later.add(new Later(wait, transition));
    }

    @Override
    public synchronized void aside(Runnable task) {
        slow.add(task);
    }

    @Override
    public void beside(Slow task, Consumer<Throwable> then) {
        aside(task, then);
    }

    @Override
    public synchronized void end() {
        ended = true;
        slow.clear();
        later.clear();
    }

    /** Takes one step: a turn, or, where there is none, something slow; false if there is neither. */
    boolean step() {
        Runnable next;
        synchronized (this) {
            next = turns.isEmpty() ? slow.poll() : turns.poll();
        }
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** Takes all steps that there are. */
    void run() {
        while (step()) {
            // and on
        }
    }

    /** Lets the time go by after which everything that waits now is due. */
    synchronized void timePasses() {
        later.forEach(each -> turns.add(each.transition()));
        later.clear();
    }
}
