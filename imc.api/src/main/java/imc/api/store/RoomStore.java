package imc.api.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps rooms while the server is down.
 * <p>
 * A service of this type that is registered is ready to serve. When it goes away, it first completes every stage that
 * it gave out, and a change whose stage completed normally is there when the store comes back. Safe for use by many
 * threads. The module imc.store.kit has all of what is said here as tests.
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
     * Makes the rooms in this store part of a history. Durable when it returns; written also where they are that
     * already, because that is how a store that has refused a change is asked whether it takes any.
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
     * What is read has every batch whole or not at all, and has every batch whose stage was complete before the call.
     * Members stand in the order in which they were first put; who was removed and put again stands last.
     *
     * @param into receives each room once, on the calling thread; what it throws ends the reading and reaches the
     *             caller
     * @throws StoreException if the rooms cannot be read; some may have been received by then
     */
    void load(RoomReceiver into) throws StoreException;

    /**
     * Takes a batch of changes, all of which become durable, or none.
     * <p>
     * Batches of one room are carried out in the order of the calls. Returns at once. The stage completes on a thread
     * of the store or of the caller, which must not be held up: normally when the batch is durable, else with a
     * {@link StoreException}, after which nothing of the batch is kept. Its text names the room (its URI, as
     * {@link Change#room} has it) of a change that could not be carried out. The store never throws instead: a write
     * after it has gone away is refused by the stage, too.
     * <p>
     * A change of what is not there does nothing: {@link Change.RoomDestroyed}, {@link Change.MemberRemoved}, and a
     * {@link Change.RoomPropertyPut} or {@link Change.MemberPropertyPut} that takes a property away. What
     * {@link Change#applyTo} does not carry out refuses its batch: a {@link Change.MemberPut} into a room that is not
     * there, a property of what is not there, one property too many. A store keeps properties whatever their names are;
     * they go with their room or member, and stay with a member who has another role. A refused batch leaves the
     * others alone, except later ones of the same room that the store had by then, which may build on it and may be
     * refused with it.
     * <p>
     * A store that cannot find out whether a batch is kept (its database did not answer a commit, and stays away)
     * completes the stage with a StoreException, and then goes away and comes back as another service: whoever uses it
     * reads it again, and so brings the two level.
     *
     * @param batch at least one change; not changed after the call
     * @return any stage: one that is complete already, or one that is no CompletableFuture and does not become one
     *         ({@code toCompletableFuture} may throw)
     */
    CompletionStage<Void> write(List<Change> batch);
}
