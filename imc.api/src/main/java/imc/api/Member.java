package imc.api;

import java.util.Objects;
import java.util.Optional;

/**
 * A user in a room.
 *
 * @param address    who
 * @param role       what the user is to the room
 * @param inviter    who invited the user, as long as the user has not answered; empty for everybody else, and where it
 *                   is not known any more
 * @param properties what features keep of the user in this room
 */
public record Member(SipAddress address, Role role, Optional<SipAddress> inviter, Properties properties) {

    /**
     * The property that names him in this room instead of his user part. Whoever puts it sees to it that nobody in the
     * room is taken for another: no two of one name, and no name that is another's user part.
     */
    public static final String NAME = "name";

    public Member {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(properties, "properties");
        if (inviter.isPresent() && role != Role.INVITED) {
            throw new IllegalArgumentException("a member of the role " + role.word() + " waits for no invitation");
        }
    }

    /** A member without properties. */
    public Member(SipAddress address, Role role, Optional<SipAddress> inviter) {
        this(address, role, inviter, Properties.NONE);
    }

    /** A member without properties whose inviter does not matter. */
    public Member(SipAddress address, Role role) {
        this(address, role, Optional.empty());
    }

    /** A user who was invited and has not answered. */
    public static Member invited(SipAddress address, SipAddress inviter) {
        return new Member(address, Role.INVITED, Optional.of(inviter));
    }

    /** How the others of the room see him named, where that is not his user part: a nickname. */
    public Optional<String> name() {
        return properties.get(NAME);
    }

    /** This member, with these properties and no others; the same where they are those that it has. */
    public Member with(Properties changed) {
        return changed.equals(properties) ? this : new Member(address, role, inviter, changed);
    }

    /** This member, with less memory: most members of a room have the room's host. */
    Member sharing(SipAddress room) {
        SipAddress shared = address.sharing(room);
        return shared == address ? this : new Member(shared, role, inviter, properties);
    }
}
