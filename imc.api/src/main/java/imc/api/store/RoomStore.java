package imc.api.store;

import java.util.List;
import java.util.Optional;
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
     * Service property, String: what the store is called where an operator sees or names it. Without it, its bundle's
     * symbolic name is used.
     */
    String NAME = "imc.store.name";

    /**
     * Which history the rooms in this store belong to. Two stores of one lineage hold earlier and later states of the
     * same rooms, so that one can be brought level with the other; rooms of different lineages have nothing to do with
     * each other, even if they have the same names.
     *
     * @return what {@link #setLineage} was last given; an empty text if the rooms belong to none yet, as in a new
     *         database or in one that Kamailio filled; no value if the store does not keep it, and wants to be trusted
     * @throws StoreException if it cannot be read
     */
    default Optional<String> lineage() throws StoreException {
        return Optional.empty();
    }

    /**
     * Makes the rooms in this store part of a history. Durable when it returns.
     *
     * @param lineage at most 64 characters
     * @throws StoreException if it cannot be written
     */
    default void setLineage(String lineage) throws StoreException {
        // a store that does not keep it
    }

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
