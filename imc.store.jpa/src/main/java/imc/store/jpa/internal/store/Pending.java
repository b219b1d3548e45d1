package imc.store.jpa.internal.store;

import imc.api.store.Change;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A batch that waits to be written.
 *
 * @param durable completes when it is written
 * @param since   when it came, by {@link System#nanoTime}
 * @param urgent  whether somebody waits for it and all before it
 */
record Pending(List<Change> batch, CompletableFuture<Void> durable, long since, boolean urgent) {
}
