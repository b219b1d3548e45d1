package imc.room.password.internal;

import imc.api.SipAddress;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Makes and compares slow hashes, on a thread of its own that is there while there is something to do: one of them
 * takes as long as thousands of messages. Who comes when too many wait, or has waited too long, is told so at once; so
 * is who has one open already.
 */
@Component(service = Hashing.class)
public final class Hashing {

    /** As OWASP asked for in 2023 with SHA-512: a fifth of a second. */
    private static final int ITERATIONS = 210_000;
    private static final int MOST_WAITING = 32;
    /** Of which one room's, as a part. */
    private static final int ROOMS_PART = 4;
    /** The command is given up after ten seconds. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(8);
    private static final long IDLE_SECONDS = 5;

    /** Whether a password was the right one. */
    enum Verdict { RIGHT, WRONG, UNKNOWN }

    private final int iterations;
    private final Shares shares;
    private final ThreadPoolExecutor thread;

    @Activate
    public Hashing() {
        this(ITERATIONS, MOST_WAITING);
    }

    Hashing(int iterations, int mostWaiting) {
        this.iterations = iterations;
        this.shares = new Shares(Math.max(1, mostWaiting / ROOMS_PART));
        this.thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(mostWaiting), task -> {
                    Thread made = new Thread(task, "imc-room-password");
                    made.setDaemon(true);
                    return made;
                });
        this.thread.allowCoreThreadTimeOut(true);
    }

    /** Who still waits is answered; a hash that is being made is soon done. */
    @Deactivate
    void deactivate() {
        thread.shutdownNow().forEach(waiting -> ((Task<?>) waiting).giveUp());
    }

    /** What is kept of a password that a user sets; of nothing where it cannot be made now. */
    CompletionStage<Optional<String>> hash(SipAddress user, String password) {
        return shared(user, Optional.empty(), () -> Optional.of(now(password)), Optional.empty());
    }

    /** The same on the caller's thread. */
    String now(String password) {
        return PasswordHash.of(password, iterations).toString();
    }

    /** Whether a user's password is that of which a room keeps this; unknown where it cannot be found out now. */
    CompletionStage<Verdict> compare(SipAddress user, SipAddress room, String kept, String password) {
        return shared(user, Optional.of(room),
                () -> PasswordHash.read(kept).proves(password) ? Verdict.RIGHT : Verdict.WRONG, Verdict.UNKNOWN);
    }

    private <T> CompletionStage<T> shared(SipAddress user, Optional<SipAddress> room, Supplier<T> work, T otherwise) {
        return shares.begin(user, room)
                ? soon(work, otherwise).whenComplete((made, failure) -> shares.end(user, room))
                : CompletableFuture.completedFuture(otherwise);
    }

    /** Does something that takes time; what is said otherwise comes at once where there is no time for it. */
    <T> CompletionStage<T> soon(Supplier<T> work, T otherwise) {
        Task<T> task = new Task<>(work, otherwise, System.nanoTime(), new CompletableFuture<>());
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            task.giveUp();
        }
        return task.made;
    }

    private record Task<T>(Supplier<T> work, T otherwise, long begun, CompletableFuture<T> made) implements Runnable {

        @Override
        public void run() {
            if (System.nanoTime() - begun > PATIENCE) {
                giveUp();
                return;
            }
            try {
                made.complete(work.get());
            } catch (RuntimeException | Error e) {
                made.completeExceptionally(e);
            }
        }

        void giveUp() {
            made.complete(otherwise);
        }
    }
}
