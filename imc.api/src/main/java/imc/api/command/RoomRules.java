package imc.api.command;

import org.osgi.annotation.versioning.ProviderType;

/** What the operator has said about rooms: what commands mean, and how much there may be. In force when it is asked. */
@ProviderType
public interface RoomRules {

    /** What the owner's leaving does. */
    enum OwnerLeave {
        /** The room ends. */
        DESTROY,
        /** It is refused. */
        REFUSE,
        /** The eldest admin, else the eldest member, becomes owner. */
        HANDOVER
    }

    /** Whether who joins a room that is not there makes it. */
    boolean createOnJoin();

    /** Whether making a public room that is there is refused; otherwise it is joined. */
    boolean checkOnCreate();

    /** What the owner's leaving does; never null. */
    OwnerLeave ownerLeave();

    /** How many rooms a user may own, at least 1. */
    int maxRoomsPerUser();

    /** How many rooms there may be, at least 1. */
    int maxRooms();

    /** How many members and invitations a room may have, at least 1. */
    int maxMembers();

    /** How many members and invitations all rooms together may have, at least 1. */
    int maxMemberships();
}
