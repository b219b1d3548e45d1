package imc.room.history.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is being read for whom, and has not been sent yet: one thing for each user, and so much in all as a part of the
 * heap has room for. Who asks meanwhile is refused; who has joined waits for his turn. Safe for use by many threads.
 */
final class Questions {

    /** What may be open: each answer as large as may be, and once more what is made of it. */
    static final int MOST = (int) Math.max(8, Runtime.getRuntime().maxMemory() / 32 / (2 * MessageArchive.MOST_BYTES));
    /** Of those who have joined; others see nothing, and can ask. */
    static final int MOST_WAITING = 1000;
    /** What was not answered until then was refused elsewhere, or given up. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final int most;
    private final Map<SipAddress, Open> open = new HashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean beginning;

    /** @param most how many are open at a time */
    Questions(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Something that is being read, until it is {@link #close closed}. */
    final class Open {

        private final SipAddress user;
        private final Instant since;

        private Open(SipAddress user, Instant since) {
            this.user = user;
            this.since = since;
        }

        /** It is sent, or will never be. Once more is no harm. */
        void close() {
            closed(this);
        }
    }

    private record Waiting(SipAddress user, Consumer<Open> work) {
    }

    /** Begins to read something for a user, unless something is being read for him already, or for too many. */
    synchronized Optional<Open> open(SipAddress user) {
        Instant now = clock.instant();
        open.values().removeIf(one -> one.since.plus(LONGEST).isBefore(now));
        if (open.size() >= most || open.containsKey(user)) {
            return Optional.empty();
        }
        Open begun = new Open(user, now);
        open.put(user, begun);
        return Optional.of(begun);
    }

    /** Does so when it can be, now or later. Where too many wait it is left out. */
    void whenOpen(SipAddress user, Consumer<Open> work) {
        synchronized (this) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(new Waiting(user, work));
            }
        }
        begin();
    }

    private void closed(Open ended) {
        synchronized (this) {
            open.remove(ended.user, ended);
        }
        begin();
    }

    /** What ends at once begins the next one here, and not within itself. */
    private void begin() {
        synchronized (this) {
            if (beginning) {
                return;
            }
            beginning = true;
        }
        boolean ended = false;
        try {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
            ended = true;
        } finally {
            if (!ended) { // whoever comes next goes on
                stop();
            }
        }
    }

    private synchronized void stop() {
        beginning = false;
    }

    private synchronized @Nullable Runnable next() {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext();) {
            Waiting first = each.next();
            Optional<Open> begun = open(first.user);
            if (begun.isPresent()) {
                each.remove();
                return () -> first.work.accept(begun.get());
            }
            if (open.size() >= most) {
                break;
            }
        }
        beginning = false;
        return null;
    }
}
