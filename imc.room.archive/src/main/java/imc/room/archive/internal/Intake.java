package imc.room.archive.internal;

import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.api.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into the archive. While one is replaced by another, messages wait a moment for the next; else what cannot be
 * kept is counted, said once, and disturbs nobody.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** As long as commands wait for a store, about; a client waits for its answer much longer (RFC 3261 §17.1.2). */
    static final int PATIENCE_SECONDS = 5;
    static final int PAUSE_MILLIS = 100;
    /** They end before the patience does, so that it is told why it was in vain. */
    private static final int ATTEMPTS = (PATIENCE_SECONDS - 1) * 1000 / PAUSE_MILLIS;
    private static final int MOST_WAITING = 1000;

    final LongAdder kept = new LongAdder();
    final LongAdder failures = new LongAdder();
    private final Supplier<@Nullable MessageArchive> archive;
    private final ScheduledExecutorService thread;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();

    Intake(Supplier<@Nullable MessageArchive> archive, ScheduledExecutorService thread) {
        this.archive = archive;
        this.thread = thread;
    }

    /** Keeps a message. Completes when it is durable or cannot be kept, in some seconds at most. */
    CompletionStage<Void> append(ArchivedMessage message) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        // who has waited in vain knows that it is no moment
        attempt(message, stored, failing.get() ? 0 : ATTEMPTS);
        return stored.isDone() ? stored : stored.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            failed(new StoreException("the archive has not answered within " + PATIENCE_SECONDS + " s"));
            return null;
        });
    }

    private void attempt(ArchivedMessage message, CompletableFuture<Void> stored, int more) {
        MessageArchive to = archive.get();
        append(message, to).whenComplete((done, failure) -> {
            if (failure == null) {
                kept.increment();
                failing.set(false);
                stored.complete(null);
            } else if (more == 0 || to != null && archive.get() == to || !again(message, stored, more - 1)) {
                if (!stored.isDone()) {
                    failed(failure);
                }
                stored.complete(null);
            }
        });
    }

    private static CompletionStage<Void> append(ArchivedMessage message, @Nullable MessageArchive to) {
        try {
            return to == null ? CompletableFuture.failedFuture(new StoreException("no archive is there"))
                    : to.append(message);
        } catch (Throwable e) { // what it promises by its stage
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean again(ArchivedMessage message, CompletableFuture<Void> stored, int more) {
        if (waiting.get() >= MOST_WAITING) {
            return false;
        }
        try {
            waiting.incrementAndGet();
            thread.schedule(() -> {
                waiting.decrementAndGet();
                attempt(message, stored, more);
            }, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The bundle has stopped", e);
            return false;
        }
    }

    private void failed(Throwable why) {
        failures.increment();
        if (failing.compareAndSet(false, true)) {
            LOG.error("What is said is not kept in the rooms' history: {}; the rooms go on, and what else is not kept "
                    + "until it works again is counted only (history_failures)", why.getMessage());
        }
    }
}
