package imc.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One state of a room. A room that changes becomes another {@code Room}; whoever holds this one keeps reading it as
 * it was, without a lock.
 * <p>
 * Members stand in the order in which they came. Immutable; safe for use by many threads.
 */
public final class Room {

    private final SipAddress address;
    private final boolean isPrivate;
    private final Member[] members;
    private final MemberIndex index;
    private final List<SipAddress> present;

    private Room(SipAddress address, boolean isPrivate, Member[] members) {
        this.address = address;
        this.isPrivate = isPrivate;
        this.members = members;
        this.index = new MemberIndex(members);
        this.present = presentOf(members);
    }

    /** A room without members. */
    public static Room empty(SipAddress address, boolean isPrivate) {
        return new Room(Objects.requireNonNull(address, "address"), isPrivate, new Member[0]);
    }

    /**
     * A room with these members at once.
     *
     * @throws IllegalArgumentException if a user stands there twice
     */
    public static Room of(SipAddress address, boolean isPrivate, List<Member> members) {
        Room room = new Room(Objects.requireNonNull(address, "address"), isPrivate, members.toArray(Member[]::new));
        for (int i = 0; i < room.members.length; i++) {
            if (room.index.find(room.members[i].address()) != i) {
                throw new IllegalArgumentException(room.members[i].address() + " stands twice in " + address);
            }
        }
        return room;
    }

    private static List<SipAddress> presentOf(Member[] members) {
        SipAddress[] present = new SipAddress[members.length];
        int count = 0;
        for (Member member : members) {
            if (member.role().isPresent()) {
                present[count++] = member.address();
            }
        }
        return Collections.unmodifiableList(
                Arrays.asList(count == present.length ? present : Arrays.copyOf(present, count)));
    }

    public SipAddress address() {
        return address;
    }

    /** Whether only invited users may join. */
    public boolean isPrivate() {
        return isPrivate;
    }

    /** Everybody, the invited too, in the order of their coming. Unmodifiable. */
    public List<Member> members() {
        return Collections.unmodifiableList(Arrays.asList(members));
    }

    /** Who has joined, and so receives the room's messages, in the order of their coming. Unmodifiable. */
    public List<SipAddress> present() {
        return present;
    }

    /** The member or invited user with this address. */
    public Optional<Member> member(SipAddress user) {
        int at = index.find(user);
        return at < 0 ? Optional.empty() : Optional.of(members[at]);
    }

    /** The owner; empty for a room that was taken over without one. */
    public Optional<Member> owner() {
        for (Member member : members) {
            if (member.role() == Role.OWNER) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /**
     * How notices and messages name a user of this room: {@code [bob]}, or {@code [bob@host]} where somebody else in
     * the room has the same user part.
     */
    public String label(SipAddress user) {
        return index.sharesUserPart(user)
                ? "[" + user.displayUser() + "@" + user.host() + "]"
                : label(user.displayUser());
    }

    /** {@code [name]}: how a name stands in a notice. */
    public static String label(String name) {
        return "[" + name + "]";
    }

    /** This room with the member added behind the others, or in the place of the one with the same address. */
    public Room with(Member member) {
        int at = index.find(member.address());
        Member[] changed = Arrays.copyOf(members, at < 0 ? members.length + 1 : members.length);
        changed[at < 0 ? members.length : at] = member;
        return new Room(address, isPrivate, changed);
    }

    /** This room without the user; the same room if the user is not there. */
    public Room without(SipAddress user) {
        int at = index.find(user);
        if (at < 0) {
            return this;
        }
        Member[] changed = new Member[members.length - 1];
        System.arraycopy(members, 0, changed, 0, at);
        System.arraycopy(members, at + 1, changed, at, changed.length - at);
        return new Room(address, isPrivate, changed);
    }

    /** Equal when address, privacy and members are, in whatever order the members came. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Room that && address.equals(that.address) && isPrivate == that.isPrivate
                && members.length == that.members.length
                && Arrays.stream(members).allMatch(m -> that.member(m.address()).filter(m::equals).isPresent());
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return address + (isPrivate ? " (private) " : " ") + Arrays.toString(members);
    }
}
