package imc.script.http.internal;

import imc.api.config.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What goes to one host and port: some at a time, the others wait in their order. One that hangs holds up its own
 * alone. Safe for use by many threads; none of them waits.
 */
final class Lane {

    /** Of bodies that wait or are under way. */
    static final long MOST_BYTES = 4 << 20;
    /** What has waited for longer is of no use any more. */
    static final Duration STALE = Duration.ofMinutes(1);

    private final String origin;
    private final Supplier<Settings> settings;
    private final Figures figures;
    private final Work work;
    private final Client client = new Client();
    private final Queue<Post> waiting = new ArrayDeque<>();
    private final Set<CompletableFuture<?>> open = new HashSet<>();
    private int running;
    private long bytes;
    private boolean failing;
    private boolean closed;

    /**
     * What it goes by.
     *
     * @param nanoTime as {@link System#nanoTime()}
     * @param pause    completes after a time
     */
    record Work(LongSupplier nanoTime, Function<Duration, CompletableFuture<?>> pause, Logger log) {
    }

    Lane(String origin, Supplier<Settings> settings, Figures figures, Work work) {
        this.origin = origin;
        this.settings = settings;
        this.figures = figures;
        this.work = work;
    }

    /** Takes something to be sent; false where too much waits. */
    boolean offer(Post post) {
        synchronized (this) {
            if (closed || waiting.size() >= settings.get().get(HttpSettings.MAX_WAITING)
                    || bytes + post.size() > MOST_BYTES) {
                figures.overflows.increment();
                return false;
            }
            waiting.add(post);
            bytes += post.size();
        }
        client.execute(this::begin);
        return true;
    }

    private void begin() {
        for (Optional<Post> next = take(); next.isPresent(); next = take()) {
            attempt(next.get(), 0);
        }
    }

    private synchronized Optional<Post> take() {
        while (!closed && running < settings.get().get(HttpSettings.MAX_CONNECTIONS) && !waiting.isEmpty()) {
            Post next = waiting.remove();
            if (work.nanoTime().getAsLong() - next.since() <= STALE.toNanos()) {
                running++;
                return Optional.of(next);
            }
            bytes -= next.size();
            failed("it has waited for its turn for more than " + STALE.toSeconds() + " s");
        }
        return Optional.empty();
    }

    private void attempt(Post post, int retry) {
        Duration timeout = settings.get().get(HttpSettings.TIMEOUT);
        CompletableFuture<Integer> sent = client.send(post, timeout);
        if (!opened(sent)) {
            return;
        }
        CompletableFuture<Integer> unused = sent.whenCompleteAsync((status, failure) -> {
            closed(sent);
            ended(post, retry, status == null ? 0 : status, reason(failure, timeout));
        }, client);
    }

    private static Optional<String> reason(@Nullable Throwable failure, Duration timeout) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause()
                : failure;
        return cause instanceof TimeoutException ? Optional.of("no answer within " + timeout.toMillis() + " ms")
                : Optional.ofNullable(cause).map(String::valueOf);
    }

    /** Where it fails, the place is kept for the retry: whoever cannot answer is not asked by more at a time. */
    private void ended(Post post, int retry, int status, Optional<String> failure) {
        if (failure.isEmpty() && status / 100 == 2) {
            figures.done.increment();
            works();
        } else if (retry < settings.get().get(HttpSettings.RETRIES) && (failure.isPresent() || isPassing(status))) {
            CompletableFuture<?> pause = work.pause().apply(Duration.ofSeconds(1L << retry));
            if (opened(pause)) {
                CompletableFuture<?> unused = pause.thenRunAsync(() -> {
                    closed(pause);
                    figures.retries.increment();
                    attempt(post, retry + 1);
                }, client);
            }
            return;
        } else {
            failed(failure.orElseGet(() -> "it was answered " + status));
        }
        release(post);
        begin();
    }

    /** RFC 9110 §15.5.9 and §15.6, RFC 6585 §4: the same may be taken later. */
    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || status / 100 == 5;
    }

    private synchronized boolean opened(CompletableFuture<?> one) {
        if (closed) {
            one.cancel(true);
        } else {
            open.add(one);
        }
        return !closed;
    }

    private synchronized void closed(CompletableFuture<?> one) {
        open.remove(one);
    }

    private synchronized void release(Post post) {
        running--;
        bytes -= post.size();
    }

    private synchronized void failed(String why) {
        if (closed) {
            return; // it is counted already
        }
        figures.failures.increment();
        if (!failing) {
            failing = true;
            work.log().warn("http_post to {}: {}; what else fails there, until it works again, is counted only"
                    + " (http_post:failures)", origin, why);
        }
    }

    private synchronized void works() {
        if (failing) {
            failing = false;
            work.log().info("http_post to {} works again", origin);
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized int running() {
        return running;
    }

    synchronized boolean isFailing() {
        return failing;
    }

    /** What waits is not sent any more, and what is under way is given up. */
    synchronized void close() {
        closed = true;
        int lost = waiting.size() + running;
        if (lost > 0) {
            figures.failures.add(lost);
            work.log().warn("http_post to {} ends; so many were not sent, or not answered: {}", origin, lost);
        }
        waiting.clear();
        for (CompletableFuture<?> each : Set.copyOf(open)) {
            each.cancel(true);
        }
        open.clear();
        client.close();
    }
}
