package imc.script.events.internal;

import imc.api.SipAddress;
import imc.script.events.internal.Happening.Event;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Does what happens after the fact: of one room one thing after the other, in their order, of several rooms as they
 * come. A route that waits holds up its own room alone. Safe for use by many threads.
 */
final class Turns {

    static final int MOST = 1000;
    static final long MOST_BYTES = 16 << 20;
    /** As long as a request's script may wait, and some. */
    static final int PATIENCE_SECONDS = 40;

    private final Executor thread;
    private final Function<Event, CompletionStage<?>> work;
    private final Logger log;
    private final Map<SipAddress, Queue<Happening>> rooms = new HashMap<>();
    private final LongAdder overflows = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private int waiting;
    private long bytes;
    private boolean overflowing;

    /**
     * @param thread does one thing after the other; nothing at all when it has ended
     * @param work   completes when it is done
     */
    Turns(Executor thread, Function<Event, CompletionStage<?>> work, Logger log) {
        this.thread = thread;
        this.work = work;
        this.log = log;
    }

    /** Has it done when its turn comes; where too much waits, never. */
    void add(Happening happening) {
        synchronized (this) {
            if (waiting >= MOST || bytes + happening.size() > MOST_BYTES) {
                overflow();
                return;
            }
            waiting++;
            bytes += happening.size();
            Queue<Happening> queue = rooms.computeIfAbsent(happening.room(), room -> new ArrayDeque<>());
            queue.add(happening);
            if (queue.size() > 1) {
                return;
            }
        }
        thread.execute(() -> begin(happening));
    }

    private void overflow() {
        overflows.increment();
        if (!overflowing) {
            overflowing = true;
            log.warn("The script's routes for events do not keep up: {} events of rooms wait, and more are left out and"
                    + " counted (event_route:overflows), until none waits", waiting);
        }
    }

    private void begin(Happening happening) {
        Iterator<Event> events;
        try {
            events = happening.events().get().iterator();
        } catch (Throwable e) { // whatever it is, the room's next one has its turn
            failed(e);
            events = List.<Event>of().iterator();
        }
        goOn(happening, events);
    }

    private void goOn(Happening happening, Iterator<Event> events) {
        while (events.hasNext()) {
            CompletableFuture<?> done = run(events.next());
            if (!done.isDone()) {
                CompletableFuture<?> unused = done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .whenCompleteAsync((nothing, failure) -> {
                            if (failure != null) {
                                failed(failure);
                            }
                            goOn(happening, events);
                        }, thread);
                return;
            }
        }
        end(happening);
    }

    private CompletableFuture<?> run(Event event) {
        try {
            return work.apply(event).thenApply(done -> done).toCompletableFuture();
        } catch (Throwable e) { // as above
            failed(e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void failed(Throwable why) {
        failures.increment();
        if (failures.sum() == 1) {
            log.error("An event of a room could not be told to the script; the like is counted (event_route:failures),"
                    + " and said once", why);
        }
    }

    private void end(Happening happening) {
        @Nullable Happening next;
        synchronized (this) {
            waiting--;
            bytes -= happening.size();
            Queue<Happening> queue = rooms.getOrDefault(happening.room(), new ArrayDeque<>());
            queue.poll();
            next = queue.peek();
            if (next == null) {
                rooms.remove(happening.room());
            }
            if (waiting == 0) {
                overflowing = false;
            }
        }
        if (next != null) {
            Happening due = next;
            thread.execute(() -> begin(due));
        }
    }

    /** How much is not done, with what is being done. */
    synchronized int waiting() {
        return waiting;
    }

    long overflows() {
        return overflows.sum();
    }

    long failures() {
        return failures.sum();
    }
}
