package imc.api;

import java.util.Objects;
import java.util.Optional;

/**
 * A user in a room.
 *
 * @param address who
 * @param role    what the user is to the room
 * @param inviter who invited the user, as long as the user has not answered; empty for everybody else, and where it is
 *                not known any more
 */
public record Member(SipAddress address, Role role, Optional<SipAddress> inviter) {

    public Member {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(role, "role");
        if (inviter.isPresent() && role != Role.INVITED) {
            throw new IllegalArgumentException("a member of the role " + role.word() + " waits for no invitation");
        }
    }

    /** A member whose inviter does not matter. */
    public Member(SipAddress address, Role role) {
        this(address, role, Optional.empty());
    }

    /** A user who was invited and has not answered. */
    public static Member invited(SipAddress address, SipAddress inviter) {
        return new Member(address, Role.INVITED, Optional.of(inviter));
    }

    /** This member, with less memory: most members of a room have the room's host. */
    Member sharing(SipAddress room) {
        SipAddress shared = address.sharing(room);
        return shared == address ? this : new Member(shared, role, inviter);
    }
}
