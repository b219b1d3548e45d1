package imc.api.offline;

import imc.api.SipAddress;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps messages until their receivers can be reached.
 * <p>
 * A service of this type that is registered is ready to serve. Every method returns at once. Its stage completes on a
 * thread of the store or of the caller, which must not be held up: normally when what was asked for is read, or is
 * durable, else with a {@link StoreException}. A store that has gone away refuses by the stage, too, and first
 * completes every stage that it gave out. Safe for use by many threads. The module imc.store.kit has what is said here
 * as tests.
 */
@ConsumerType
public interface OfflineStore {

    /** How many bytes the bodies of one answer have together at most. */
    int MOST_BYTES = 256 << 10;

    /**
     * Keeps messages, all of them or none. Many calls at a time may share one commit.
     *
     * @param messages in their order, which is kept; calls one after another keep theirs, too
     */
    CompletionStage<Void> keep(List<OfflineMessage> messages);

    /**
     * The oldest messages for a user, in the order in which they were kept, expired ones included: as
     * many as {@link #MOST_BYTES} allow, and one at least.
     *
     * @param count how many to return at most; 1 or more
     */
    CompletionStage<List<Kept>> first(SipAddress receiver, int count);

    /** Takes messages away; what is not there is left out. */
    CompletionStage<Void> remove(Collection<Long> ids);

    /** How many messages wait for whom, expired ones included; nobody with none. */
    CompletionStage<Map<SipAddress, Integer>> counts();

    /**
     * Takes away what has expired.
     *
     * @return how many there were, by receiver
     */
    CompletionStage<Map<SipAddress, Integer>> expire(Instant now);

    /**
     * A message that is kept.
     *
     * @param id never that of another one; it grows with the order in which a receiver's messages were kept
     */
    record Kept(long id, OfflineMessage message) {
    }
}
