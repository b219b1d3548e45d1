package imc.api.archive;

import imc.api.SipAddress;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps what was said in rooms.
 * <p>
 * A service of this type that is registered is ready to serve. Every method returns at once. Its stage completes on a
 * thread of the store or of the caller, which must not be held up: normally when what was asked for is read, or is
 * durable, else with a {@link StoreException}. A store that has gone away refuses by the stage, too, and first
 * completes every stage that it gave out. What deletes may do so bit by bit, and takes nothing away that is appended
 * after the call; where its stage fails, a part may be gone. Safe for use by many threads. The module imc.store.kit has
 * what is said here as tests.
 * <p>
 * Rooms are told apart by their addresses alone: whoever destroys a room deletes what was said there.
 */
@ConsumerType
public interface MessageArchive {

    /** How many bytes the bodies of one answer have together at most: whoever asks for much has it part by part. */
    int MOST_BYTES = 256 << 10;

    /** Keeps a message. Many calls at a time may share one commit; calls one after another keep their order. */
    CompletionStage<Void> append(ArchivedMessage message);

    /**
     * The last messages of a room, the oldest first. Where their bodies are more than {@link #MOST_BYTES}, the older
     * ones are left out; the last one is always there.
     *
     * @param since only those sent at this time or later; empty for whenever
     * @param count how many at most, 1 or more: the last ones
     */
    CompletionStage<List<ArchivedMessage>> last(SipAddress room, Optional<Instant> since, int count);

    /**
     * A part of a room's messages in the order in which they were appended, for whoever reads all of them: as many as
     * {@link #MOST_BYTES} allow, and one at least. It is empty when there are no more.
     *
     * @param after the id of the last one that was read before; 0 to begin
     * @param count how many at most, 1 or more
     */
    CompletionStage<List<Archived>> after(SipAddress room, long after, int count);

    /**
     * Deletes what is older than a time, and all but the last messages of a room.
     *
     * @param room   of which; empty for all rooms
     * @param before what was sent before this time is deleted
     * @param keep   how many of what is left stay at most in each such room, the last ones; 0 or more
     * @return how many were deleted
     */
    CompletionStage<Integer> trim(Optional<SipAddress> room, Instant before, int keep);

    /** Deletes everything of a room. Gives how much that was. */
    CompletionStage<Integer> delete(SipAddress room);

    /**
     * Deletes what one user has said.
     *
     * @param room where; empty for everywhere
     * @return how many were deleted
     */
    CompletionStage<Integer> deleteUser(SipAddress user, Optional<SipAddress> room);

    /** How many messages of a room are kept. */
    CompletionStage<Integer> count(SipAddress room);

    /**
     * How much is kept. That may take as long as reading all of it.
     *
     * @param room of which; empty for all rooms
     * @return by room; without those of which nothing is kept. An archive that cannot tell fails
     */
    default CompletionStage<Map<SipAddress, Amount>> amounts(Optional<SipAddress> room) {
        return CompletableFuture.failedStage(new StoreException("this archive cannot tell how much it keeps"));
    }

    /**
     * How much is kept of a room.
     *
     * @param count how many messages
     * @param bytes of their bodies together
     */
    record Amount(int count, long bytes) {
    }

    /**
     * A message that is kept.
     *
     * @param id never that of another one, above 0; it grows with the order of a room's messages
     */
    record Archived(long id, ArchivedMessage message) {
    }
}
