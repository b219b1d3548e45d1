package imc.api.store;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Room;
import imc.api.SipAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * @throws IllegalArgumentException naming the room, if a member is put into a room that is not there, or if a
     *                                  property is put of what is not there, or is one too many
     */
    @Nullable Room applyTo(@Nullable Room before);

    /**
     * The room after all these changes, in their order; null where there is none then. Arguments and exceptions are
     * those of {@link #applyTo}.
     */
    static @Nullable Room apply(List<Change> changes, @Nullable Room before) {
        @Nullable Room room = before;
        for (Change change : changes) {
            room = change.applyTo(room);
        }
        return room;
    }

    /** A new room without members and properties, in place of any that has its address. */
    record RoomCreated(SipAddress room, boolean isPrivate) implements Change {
        public RoomCreated {
            Objects.requireNonNull(room, "room");
        }

        @Override
        public Room applyTo(@Nullable Room before) {
            return Room.empty(room, isPrivate);
        }
    }

    /** The room is gone, with all its members and properties. Nothing happens where there is none. */
    record RoomDestroyed(SipAddress room) implements Change {
        public RoomDestroyed {
            Objects.requireNonNull(room, "room");
        }

        @Override
        public @Nullable Room applyTo(@Nullable Room before) {
            return null;
        }
    }

    /**
     * The member is added, or has another role now. Who is in the room keeps the properties that he has, and who is new
     * has none: those are what {@link MemberPropertyPut} is for, and the member here is without, whoever gave it some.
     */
    record MemberPut(SipAddress room, Member member) implements Change {
        public MemberPut {
            Objects.requireNonNull(room, "room");
            member = member.with(Properties.NONE);
        }

        @Override
        public Room applyTo(@Nullable Room before) {
            if (before == null) {
                throw new IllegalArgumentException(
                        "there is no room " + room + " to put " + member.address() + " into");
            }
            return before.with(before.member(member.address())
                    .map(Member::properties).map(member::with).orElse(member));
        }
    }

    /** The member or invited user is gone, with all properties. Nothing happens where there is none. */
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

    /**
     * The room has another value of this property, or none any more. Nothing happens where one is taken away from a
     * room that is not there.
     *
     * @param value an empty Optional takes the property away
     */
    record RoomPropertyPut(SipAddress room, String name, Optional<String> value) implements Change {
        public RoomPropertyPut {
            Objects.requireNonNull(room, "room");
            Properties.requireName(name);
            value.ifPresent(text -> Properties.requireValue(name, text));
        }

        @Override
        public @Nullable Room applyTo(@Nullable Room before) {
            if (before == null) {
                if (value.isEmpty()) {
                    return null;
                }
                throw new IllegalArgumentException("there is no room " + room + " to have the property '" + name + "'");
            }
            return before.with(changed(room, before.properties(), name, value));
        }
    }

    /**
     * The member or invited user has another value of this property, or none any more. Nothing happens where one is
     * taken away from somebody who is not there.
     *
     * @param value an empty Optional takes the property away
     */
    record MemberPropertyPut(SipAddress room, SipAddress user, String name, Optional<String> value) implements Change {
        public MemberPropertyPut {
            Objects.requireNonNull(room, "room");
            Objects.requireNonNull(user, "user");
            Properties.requireName(name);
            value.ifPresent(text -> Properties.requireValue(name, text));
        }

        @Override
        public @Nullable Room applyTo(@Nullable Room before) {
            Member member = before == null ? null : before.member(user).orElse(null);
            if (member == null) {
                if (value.isEmpty()) {
                    return before;
                }
                throw new IllegalArgumentException(
                        "there is no " + user + " in the room " + room + " to have the property '" + name + "'");
            }
            Properties properties = changed(room, member.properties(), name, value);
            return properties == member.properties() ? before
                    : Objects.requireNonNull(before).with(member.with(properties));
        }
    }

    private static Properties changed(SipAddress room, Properties before, String name, Optional<String> value) {
        try {
            return before.with(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in the room " + room + ": " + e.getMessage(), e);
        }
    }
}
