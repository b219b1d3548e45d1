package imc.api.archive;

import imc.api.Room;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What rooms keep of what was said, for those who show it: of all that is in the {@link MessageArchive}, what the
 * room's {@link Recording} and the operator allow. Whoever keeps it registers this service. Safe for use by many
 * threads.
 */
@ProviderType
public interface RoomArchive {

    /**
     * The last messages that a room keeps, the oldest first; none where it keeps nothing. Where their bodies are more
     * than {@link MessageArchive#MOST_BYTES}, the older ones are left out.
     *
     * @param room  as it is now
     * @param since only those sent at this time or later; {@link Instant#MIN} for whenever
     * @param count how many at most, 1 or more: the last ones
     * @return at once; completes within eight seconds, on a thread that must not be held up: with a
     *         {@link StoreException} or a {@link java.util.concurrent.TimeoutException} where that cannot be read,
     *         which the log has said
     */
    CompletionStage<List<ArchivedMessage>> last(Room room, Instant since, int count);
}
