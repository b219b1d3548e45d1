package imc.api.store;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of one room. Memory and store get the same changes, so that they cannot come to differ.
 */
public sealed interface Change {

    /** The room that changes. */
    SipAddress room();

    /**
     * The room after this change; null where there is none then.
     *
     * @param before null where there is no such room
     * @throws IllegalArgumentException naming the room, if a member is put into a room that is not there
     */
    @Nullable Room applyTo(@Nullable Room before);

    /**
     * The room after all these changes, in their order; null where there is none then. Arguments and exceptions are those
     * of {@link #applyTo}.
     */
    static @Nullable Room apply(List<Change> changes, @Nullable Room before) {
        @Nullable Room room = before;
        for (Change change : changes) {
            room = change.applyTo(room);
        }
        return room;
    }

    /** A new room without members, in place of any that has its address. */
    record RoomCreated(SipAddress room, boolean isPrivate) implements Change {
        public RoomCreated {
            Objects.requireNonNull(room, "room");
        }

        @Override
        public Room applyTo(@Nullable Room before) {
            return Room.empty(room, isPrivate);
        }
    }

    /** The room is gone, with all its members. Nothing happens where there is none. */
    record RoomDestroyed(SipAddress room) implements Change {
        public RoomDestroyed {
            Objects.requireNonNull(room, "room");
        }

        @Override
        public @Nullable Room applyTo(@Nullable Room before) {
            return null;
        }
    }

    /** The member is added, or has another role now. */
    record MemberPut(SipAddress room, Member member) implements Change {
        public MemberPut {
            Objects.requireNonNull(room, "room");
            Objects.requireNonNull(member, "member");
        }

        @Override
        public Room applyTo(@Nullable Room before) {
            if (before == null) {
                throw new IllegalArgumentException(
                        "there is no room " + room + " to put " + member.address() + " into");
            }
            return before.with(member);
        }
    }

    /** The member or invited user is gone. Nothing happens where there is none. */
    record MemberRemoved(SipAddress room, SipAddress user) implements Change {
        public MemberRemoved {
            Objects.requireNonNull(room, "room");
            Objects.requireNonNull(user, "user");
        }

        @Override
        public @Nullable Room applyTo(@Nullable Room before) {
            return before == null ? null : before.without(user);
        }
    }
}
