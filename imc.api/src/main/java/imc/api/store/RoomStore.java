package imc.api.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps rooms while the server is down.
 * <p>
 * A service of this type that is registered is ready to serve. When it goes away, it first completes every stage that
 * it gave out, and a change whose stage completed normally is there when the store comes back.
 */
@ConsumerType
public interface RoomStore {

    /**
     * Reads everything that is kept. A row that makes no sense is reported to the receiver, and the rest is read on.
     *
     * @param into receives each room once, on the calling thread
     * @throws StoreException if the rooms cannot be read; some may have been received by then
     */
    void load(RoomReceiver into) throws StoreException;

    /**
     * Takes a batch of changes, all of which become durable, or none.
     * <p>
     * Batches of one room are carried out in the order of the calls. Returns at once. The stage completes on a thread
     * of the store, which must not be held up: normally when the batch is durable, else with a
     * {@link StoreException}, after which nothing of the batch is kept.
     *
     * @param batch at least one change; not changed after the call
     */
    CompletionStage<Void> write(List<Change> batch);
}
