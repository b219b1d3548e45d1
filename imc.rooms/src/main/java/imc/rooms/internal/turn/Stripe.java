package imc.rooms.internal.turn;

import imc.api.SipAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Does the work of some rooms, one piece after the other, in the order in which it came, and without a lock: whoever
 * brings work to an idle stripe does it, whoever brings work to a busy one leaves it there and goes.
 */
final class Stripe {

    /** A piece of work; it may touch the stripe's rooms. */
    @FunctionalInterface
    interface Work {
        void run(Stripe stripe);
    }

    /**
     * So many pieces are done by one who brought one; then another thread goes on, and whoever it was is free again.
     */
    private static final int AT_ONCE = 64;

    private final Queue<Work> queue;
    /** Pieces of work that are queued or being done; a stripe that is not open yet counts one that never ends. */
    private final AtomicInteger due;
    private final Consumer<Throwable> failures;
    private final Executor others;

    /** Rooms with a change on its way to the store, each with the commands that wait for it. Touched by work only. */
    private final Map<SipAddress, ArrayDeque<PendingCommand>> changing = new HashMap<>();
    private boolean retired;
    private Runnable whenRetired;

    /**
     * @param due      0, or 1 for a stripe that gathers work until it is opened
     * @param failures takes what a piece of work throws; the stripe goes on with the next
     * @param others   goes on where somebody has done enough; may refuse
     */
    Stripe(int due, Queue<Work> queue, Consumer<Throwable> failures, Executor others) {
        this.due = new AtomicInteger(due);
        this.queue = queue;
        this.failures = failures;
        this.others = others;
    }

    /** Lets a closed stripe begin with what it gathered. */
    void open() {
        if (due.decrementAndGet() > 0) {
            drain();
        }
    }

    void post(Work work) {
        if (due.compareAndSet(0, 1)) {
            if (!queue.isEmpty()) {
                // somebody's piece that was not counted yet was done in another's place, and that one is still here
                queue.add(work);
                drain();
                return;
            }
            run(work);
            if (due.decrementAndGet() > 0) {
                drain();
            }
            return;
        }
        queue.add(work);
        if (due.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        for (int done = 1;; done++) {
            run(queue.poll());
            if (due.decrementAndGet() == 0 || done % AT_ONCE == 0 && othersGoOn()) {
                return;
            }
        }
    }

    private boolean othersGoOn() {
        try {
            others.execute(this::drain);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void run(Work work) {
        try {
            work.run(this);
        } catch (Throwable e) {
            failures.accept(e);
        }
    }

    /** Leaves a command to wait for its room's change; false if the room has none under way. */
    boolean awaitsChange(SipAddress room, PendingCommand command) {
        ArrayDeque<PendingCommand> waiting = changing.get(room);
        return waiting != null && waiting.add(command);
    }

    void changeBegins(SipAddress room) {
        changing.put(room, new ArrayDeque<>());
    }

    /** Ends a room's change, if one was under way, and gives the commands that waited for it. */
    Collection<PendingCommand> changeEnds(SipAddress room) {
        ArrayDeque<PendingCommand> waiting = changing.remove(room);
        return waiting == null ? List.of() : waiting;
    }

    /** What comes from now on belongs elsewhere; tells when no room of this stripe has a change under way any more. */
    void retire(Runnable done) {
        retired = true;
        whenRetired = done;
        retiredIfIdle();
    }

    boolean isRetired() {
        return retired;
    }

    void retiredIfIdle() {
        if (whenRetired != null && changing.isEmpty()) {
            Runnable done = whenRetired;
            whenRetired = null;
            done.run();
        }
    }
}
