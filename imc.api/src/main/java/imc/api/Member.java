package imc.api;

import java.util.Objects;

/**
 * A user in a room.
 *
 * @param address who
 * @param role    what the user is to the room
 */
public record Member(SipAddress address, Role role) {

    public Member {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(role, "role");
    }
}
