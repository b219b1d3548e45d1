package imc.store.jpa.internal.tables;

import imc.api.Role;

/** The bits in the column {@code flag} of Kamailio's tables. */
public final class Flags {

    public static final int ROOM_PRIVATE = 1;
    public static final int ROOM_DELETED = 2;

    static final int MEMBER_OWNER = 1;
    static final int MEMBER_ADMIN = 2;
    public static final int MEMBER_INVITED = 4;
    static final int MEMBER_DELETED = 8;
    /** Kamailio's note to itself, during one fan-out, to leave a member out. It means nothing in a table. */
    static final int MEMBER_SKIP = 16;

    private static final int ROOM_ALL = ROOM_PRIVATE | ROOM_DELETED;
    private static final int MEMBER_ALL =
            MEMBER_OWNER | MEMBER_ADMIN | MEMBER_INVITED | MEMBER_DELETED | MEMBER_SKIP;

    private Flags() {
    }

    public static int ofRoom(boolean isPrivate) {
        return isPrivate ? ROOM_PRIVATE : 0;
    }

    public static int of(Role role) {
        return switch (role) {
            case OWNER -> MEMBER_OWNER;
            case ADMIN -> MEMBER_ADMIN;
            case MEMBER -> 0;
            case INVITED -> MEMBER_INVITED;
        };
    }

    /** @throws IllegalArgumentException if no room has such a flag */
    public static void requireRoom(Integer flag) {
        if (flag == null || (flag & ~ROOM_ALL) != 0) {
            throw new IllegalArgumentException("flag " + flag + " is none of a room (1 private, 2 deleted)");
        }
    }

    public static boolean isDeletedMember(Integer flag) {
        return flag != null && (flag & ~MEMBER_ALL) == 0 && (flag & MEMBER_DELETED) != 0;
    }

    /**
     * The role that a member's flag stands for; where several are set, the highest.
     *
     * @throws IllegalArgumentException if no member has such a flag
     */
    public static Role role(Integer flag) {
        if (flag == null || (flag & ~MEMBER_ALL) != 0) {
            throw new IllegalArgumentException(
                    "flag " + flag + " is none of a member (1 owner, 2 admin, 4 invited, 8 deleted, 16 skip)");
        }
        boolean invited = (flag & MEMBER_INVITED) != 0;
        boolean governs = (flag & (MEMBER_OWNER | MEMBER_ADMIN)) != 0;
        if (invited && governs) {
            throw new IllegalArgumentException("flag " + flag + " says both invited and owner or admin");
        }
        if (invited) {
            return Role.INVITED;
        }
        if (governs) {
            return (flag & MEMBER_OWNER) != 0 ? Role.OWNER : Role.ADMIN;
        }
        return Role.MEMBER;
    }
}
