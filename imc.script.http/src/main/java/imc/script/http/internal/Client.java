package imc.script.http.internal;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to one host, with a thread of its own: a name that is looked up for long holds up no other host. It follows no
 * redirection, which could lead to where nothing is allowed, and keeps no cookies.
 */
final class Client implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor thread;
    /** Made when it is needed first, on the thread: that takes a while. */
    private @Nullable HttpClient client;

    Client() {
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "imc-script-http");
            made.setDaemon(true);
            return made;
        }, new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** On the thread; nothing is done after the end. */
    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /**
     * Sends something once. For the thread.
     *
     * @return the status of the answer; exceptionally where there is none, at the latest after the time
     */
    CompletableFuture<Integer> send(Post post, Duration timeout) {
        CompletableFuture<HttpResponse<Boolean>> answer;
        try {
            answer = client().sendAsync(post.request(), response -> new Ignored());
        } catch (Throwable e) { // what it promises by its stage
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Integer> status = answer.thenApply(HttpResponse::statusCode)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Integer> unused = status.whenComplete((code, failure) -> {
            if (failure != null) {
                answer.cancel(true);
            }
        });
        return status;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER).executor(thread).build();
        }
        return client;
    }

    /** Until Java 21 nobody can end the JDK's client: it goes, with its connections, when it is collected. */
    synchronized void close() {
        thread.shutdownNow();
        if (client != null) {
            try {
                HttpClient.class.getMethod("shutdownNow").invoke(client);
            } catch (ReflectiveOperationException e) {
                LOG.debug("the client ends when it is collected", e);
            }
            client = null;
        }
    }
}
