package imc.api.transport;

import imc.api.SipAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Which addresses rooms can have: a transport hands on what is sent to these, and to no others. As long as there is no
 * such service, a room can have any address.
 * <p>
 * Safe for use by many threads; waits for nothing.
 */
@ConsumerType
public interface RoomAddresses {

    /** Whether what is sent to a room with this address gets there. */
    boolean serves(SipAddress room);

    /** Whether this address takes commands for the rooms that they name: it is no room itself, and no user. */
    default boolean isManager(SipAddress address) {
        return false;
    }

    /**
     * Whether a user can have this address: none that is the manager's, or a room's. Where there can be a room with
     * any address of a host, that does not tell rooms from users.
     */
    default boolean canBeUser(SipAddress address) {
        return !isManager(address);
    }

    /** Those addresses, for people: {@code sip:chat-.*}. */
    String description();
}
