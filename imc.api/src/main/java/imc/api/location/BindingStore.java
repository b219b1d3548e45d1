package imc.api.location;

import imc.api.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps bindings while the registrar, or the whole server, is down. There are many writes and none of them is urgent
 * for the store: a batch waits for others for some milliseconds, and they share a commit.
 * <p>
 * A service of this type that is registered is ready to serve. Every method returns at once. Its stage completes on a
 * thread of the store or of the caller, which must not be held up: normally when what was asked for is read, or is
 * durable, else with a {@link StoreException}. A store that has gone away refuses by the stage, too, and first
 * completes every stage that it gave out. Safe for use by many threads. The module imc.store.kit has what is said here
 * as tests.
 */
@ConsumerType
public interface BindingStore {

    /**
     * Reads all bindings, expired ones included. A row that makes no sense is logged and left out.
     *
     * @param into receives each once, on a thread of the store or of the caller
     */
    CompletionStage<Void> load(Consumer<StoredBinding> into);

    /**
     * Carries out a batch, all of it or nothing. Batches are carried out in the order of the calls.
     *
     * @param put     take the place of those with the same {@link StoredBinding#ruid()}, or are new
     * @param removed by their ruid; what is not there is left out
     */
    CompletionStage<Void> write(List<StoredBinding> put, List<String> removed);
}
