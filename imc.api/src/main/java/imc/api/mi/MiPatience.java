package imc.api.mi;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a management command waits for somebody, a store for instance.
 *
 * @param whom    who is waited for, as a refusal begins: {@code the store of users}
 * @param longest how long, more than 0
 */
public record MiPatience(String whom, Duration longest) {

    public MiPatience {
        Objects.requireNonNull(whom, "whom");
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("nobody can wait for " + longest + "; more than 0 is allowed");
        }
    }

    /**
     * Waits on the calling thread until the stage, of whatever kind, is completed. A stage that is not waited for any
     * longer is left as it is: it is not cancelled.
     *
     * @return what the stage was completed with
     * @throws MiException 500, which says whom it was about: where he has not answered in time, or the calling thread
     *                     is interrupted (which it is afterwards, too), that it may still be done; where the stage
     *                     failed, with what it failed
     */
    public <T> T await(CompletionStage<T> stage) throws MiException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        stage.whenComplete((found, failure) -> {
            if (failure == null) {
                answer.complete(found);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw MiException.failed(whom + " has not answered within " + longest.toSeconds()
                    + " s; it may still be done");
        } catch (ExecutionException e) {
            throw MiException.failed(whom + " failed: " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MiException.failed(whom + " was not waited for; it may still be done");
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }
}
