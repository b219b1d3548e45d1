package imc.api.room;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what has happened in rooms. To add one, register a service of this type.
 * <p>
 * A listener cannot disturb what it hears of: whoever asked for it was answered before (or will be, once what a
 * {@link Keeper} keeps of it is durable), and what the listener throws is logged once and counted. It is called on the
 * room's, or the transport's, own thread, which must not be held up: what takes time is for a thread of the listener's
 * own. Of one room, changes and speeches are told one at a time, in their order, but for a store's rooms that are taken
 * over, of which another thread tells; several rooms, and the ends of copies, at once. Nothing that it is given is
 * null.
 */
@ConsumerType
public interface RoomListener {

    /**
     * A room is another now, and that is durable.
     *
     * @param address of the room
     * @param before  empty where there was none
     * @param after   empty where there is none any more
     */
    default void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        // it does not matter here
    }

    /** Something was said, and has been handed to the transport. */
    default void said(Speech speech) {
        // it does not matter here
    }

    /**
     * One receiver's copy, of a speech or of a notice, has come to an end.
     *
     * @param copy     what was sent, in the name of its room
     * @param receiver the receiver's place in {@link Broadcast#receivers()}
     * @param delivery how it ended
     */
    default void delivered(Broadcast copy, int receiver, Delivery delivery) {
        // it does not matter here
    }
}
