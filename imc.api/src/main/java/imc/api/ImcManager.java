package imc.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The conference server: give it a message, get the return code. The counterpart of Kamailio's
 * {@code imc_manager()}, {@code imc_room_active()} and {@code imc_room_member()}.
 * <p>
 * Safe for use by many threads. No method waits for a lock, a disk or a network.
 */
@ProviderType
public interface ImcManager {

    /**
     * Handles a message: runs the command in it, or sends it on to the room's other members.
     * <p>
     * The messages of one room are accepted in the order of the calls. The stage completes when the answer is final:
     * for a command that changes a room, after the change is durable; for a message, when it has been handed to the
     * transport, without waiting for its deliveries. It may complete on the caller's thread, before this method
     * returns, or on one of the server's own, which must not be held up.
     *
     * @return a stage that always completes normally: failures are answers too
     */
    CompletionStage<Answer> handle(Message message);

    /**
     * Why no message would be taken now, whatever it says: the store is away, say. A transport tells so whoever asks
     * before sending any.
     *
     * @return what {@link #handle} would answer; empty while messages are taken
     */
    default Optional<Answer> unavailable() {
        return Optional.empty();
    }

    /** Whether there is such a room. */
    boolean roomActive(SipAddress room);

    /** Whether the user has joined the room; an invitation alone does not count. */
    boolean roomMember(SipAddress room, SipAddress user);
}
