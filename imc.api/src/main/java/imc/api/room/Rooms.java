package imc.api.room;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rooms, for those who act in them otherwise than by a user's command: management, timers, subscriptions.
 * <p>
 * Safe for use by many threads. No method waits for a lock, a disk or a network.
 */
@ProviderType
public interface Rooms {

    /** The room as it is; empty if there is none, or while none has been read yet. */
    Optional<Room> room(SipAddress address);

    /** All rooms as they are, in no particular order; none while none has been read yet. */
    Stream<Room> rooms();

    /**
     * Does something with a room when its turn comes, on the way of every command: policies are asked, changes are
     * durable before they are seen, then notices are sent and listeners told. A change waits until a store serves, and
     * one that would exceed the operator's bounds ({@link imc.api.command.RoomRules}) is refused.
     *
     * @param address of the room, which need not be there
     * @param cause   why; its {@link Cause#by} is the sender of the call
     * @param step    decides with the room as it is then; pure, as every command
     * @return how it ended, on one of the server's threads or on the caller's, which must not be held up; completes
     *         normally, since failures are answers too, unless the server stops. Nobody else is told of a refusal
     */
    CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step);

    /**
     * Sends a notice in the room's name, when its turn comes.
     *
     * @return as {@link #change}
     */
    default CompletionStage<Answer> say(SipAddress address, Cause cause, Notice notice) {
        return change(address, cause, call -> call.room().isPresent() ? Step.done().sending(notice)
                : Step.refused(ReturnCode.MESSAGE_NO_ROOM));
    }
}
