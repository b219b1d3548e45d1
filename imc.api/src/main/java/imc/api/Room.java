package imc.api;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * One state of a room. A room that changes becomes another {@code Room}; whoever holds this one keeps reading it as
 * it was, without a lock.
 * <p>
 * Members stand in the order in which they came. Immutable; safe for use by many threads.
 */
public final class Room {

    /** Up to here a look at each member is cheaper than a table, and most rooms are smaller. */
    private static final int SMALL = 12;

    /** The property that says in one line what the room is about. */
    public static final String TOPIC = "topic";
    /** The property that says in which language the room speaks: a tag as {@link imc.api.text.Language} reads it. */
    public static final String LANGUAGE = "language";
    /** The property that says that who joins gives a password: what proves it, and never the password itself. */
    public static final String PASSWORD = "password";
    /** The property that keeps a room out of lists, but for its members: {@value #ON} or absent. */
    public static final String HIDDEN = "hidden";
    /** What a property says that is on; what is off is absent. */
    public static final String ON = "on";

    private final SipAddress address;
    private final boolean isPrivate;
    private final Member[] members;
    private final int invited;
    private final Properties properties;
    /** Made when they are asked for the first time; two threads may both make one, which are alike. */
    private volatile @Nullable List<SipAddress> present;
    private volatile @Nullable MemberIndex index;

    private Room(SipAddress address, boolean isPrivate, Member[] members, int invited, Properties properties) {
        this.address = address;
        this.isPrivate = isPrivate;
        this.members = members;
        this.invited = invited;
        this.properties = properties;
    }

    /** A room without members and properties. */
    public static Room empty(SipAddress address, boolean isPrivate) {
        return new Room(Objects.requireNonNull(address, "address"), isPrivate, new Member[0], 0, Properties.NONE);
    }

    /**
     * A room with these members at once, and without properties of its own.
     *
     * @throws IllegalArgumentException if a user stands there twice
     */
    public static Room of(SipAddress address, boolean isPrivate, List<Member> members) {
        Member[] all = members.stream().map(member -> member.sharing(address)).toArray(Member[]::new);
        Room room = new Room(Objects.requireNonNull(address, "address"), isPrivate, all,
                (int) members.stream().filter(member -> !member.role().isPresent()).count(), Properties.NONE);
        for (int i = 0; i < all.length; i++) {
            if (room.find(all[i].address()) != i) {
                throw new IllegalArgumentException(all[i].address() + " stands twice in " + address);
            }
        }
        return room;
    }

    /** The member's place, or -1. */
    private int find(SipAddress user) {
        if (members.length > SMALL) {
            return index().find(user);
        }
        for (int i = 0; i < members.length; i++) {
            if (members[i].address().equals(user)) {
                return i;
            }
        }
        return -1;
    }

    private MemberIndex index() {
        MemberIndex made = index;
        if (made == null) {
            made = MemberIndex.of(members);
            index = made;
        }
        return made;
    }

    public SipAddress address() {
        return address;
    }

    /** Whether lists leave it out, but for those who are in it: it is private, or hidden. */
    public boolean isUnlisted() {
        return isPrivate || !properties.isEmpty() && properties.get(HIDDEN).filter(ON::equals).isPresent();
    }

    /** Whether only invited users may join. */
    public boolean isPrivate() {
        return isPrivate;
    }

    /** What features keep of the room. */
    public Properties properties() {
        return properties;
    }

    /** Everybody, the invited too, in the order of their coming. Unmodifiable. */
    public List<Member> members() {
        return Collections.unmodifiableList(Arrays.asList(members));
    }

    /** Who has joined, and so receives the room's messages, in the order of their coming. Unmodifiable. */
    public List<SipAddress> present() {
        List<SipAddress> made = present;
        if (made == null) {
            made = new Present(joined(), -1, null);
            present = made;
        }
        return made;
    }

    /** How many {@link #present()} has; nothing is made for it. */
    public int presentCount() {
        return members.length - invited;
    }

    /** As {@link #present()}, without one of them; who is not there is not missed. Unmodifiable. */
    public List<SipAddress> presentBut(SipAddress user) {
        if (invited == 0) {
            int at = find(user);
            return at < 0 ? present() : new Present(members, at, null);
        }
        int at = present().indexOf(user);
        return at < 0 ? present() : new Present(joined(), at, null);
    }

    /** As {@link #present()}, and behind them one who is not there yet. Unmodifiable. */
    public List<SipAddress> presentAnd(SipAddress user) {
        return new Present(joined(), -1, Objects.requireNonNull(user, "user"));
    }

    private Member[] joined() {
        return invited == 0 ? members
                : Arrays.stream(members).filter(member -> member.role().isPresent()).toArray(Member[]::new);
    }

    /** The member or invited user with this address. */
    public Optional<Member> member(SipAddress user) {
        int at = find(user);
        return at < 0 ? Optional.empty() : Optional.of(members[at]);
    }

    /** Whether the user has joined; an invitation alone does not count. */
    public boolean isPresent(SipAddress user) {
        int at = find(user);
        return at >= 0 && members[at].role().isPresent();
    }

    /** The owner; empty for a room that was taken over without one. */
    public Optional<Member> owner() {
        return Arrays.stream(members).filter(member -> member.role() == Role.OWNER).findFirst();
    }

    /**
     * How notices and messages name a user of this room: {@code [bob]}, or {@code [bob@host]} where somebody else in
     * the room has the same user part; by his {@link Member#name()}, where he has one.
     */
    public String label(SipAddress user) {
        int at = find(user);
        Optional<String> name = at < 0 || members[at].properties().isEmpty() ? Optional.empty() : members[at].name();
        if (name.isPresent()) {
            return label(name.get());
        }
        return sharesUserPart(user)
                ? "[" + user.displayUser() + "@" + user.host() + "]"
                : label(user.displayUser());
    }

    /** The member who is named so here by a {@link Member#name()} of his own. Looks at all members. */
    public Optional<Member> named(String name) {
        return Arrays.stream(members).filter(member -> !member.properties().isEmpty()
                && member.name().filter(name::equals).isPresent()).findFirst();
    }

    private boolean sharesUserPart(SipAddress user) {
        if (members.length > SMALL) {
            return index().sharesUserPart(user);
        }
        for (Member member : members) {
            if (MemberIndex.isNamesake(member.address(), user)) {
                return true;
            }
        }
        return false;
    }

    /** {@code [name]}: how a name stands in a notice. */
    public static String label(String name) {
        return "[" + name + "]";
    }

    /** This room with the member added behind the others, or in the place of the one with the same address. */
    public Room with(Member member) {
        int at = find(member.address());
        Member[] changed = Arrays.copyOf(members, at < 0 ? members.length + 1 : members.length);
        changed[at < 0 ? members.length : at] = member.sharing(address);
        Room room = new Room(address, isPrivate, changed,
                invited + (member.role().isPresent() ? 0 : 1) - (at < 0 || members[at].role().isPresent() ? 0 : 1),
                properties);
        MemberIndex known = index;
        if (known != null) {
            // a large room does not look at all its members again
            room.index = at < 0 ? known.adding(changed) : known.replacing(changed);
        }
        return room;
    }

    /** This room without the user; the same room if the user is not there. */
    public Room without(SipAddress user) {
        int at = find(user);
        if (at < 0) {
            return this;
        }
        Member[] changed = new Member[members.length - 1];
        System.arraycopy(members, 0, changed, 0, at);
        System.arraycopy(members, at + 1, changed, at, changed.length - at);
        Room room = new Room(address, isPrivate, changed, invited - (members[at].role().isPresent() ? 0 : 1),
                properties);
        MemberIndex known = index;
        if (known != null && changed.length > SMALL) {
            room.index = known.removing(changed, at);
        }
        return room;
    }

    /** This room with these properties and no others; the same where they are those that it has. */
    public Room with(Properties changed) {
        if (changed.equals(properties)) {
            return this;
        }
        Room room = new Room(address, isPrivate, members, invited, changed);
        room.present = present;
        room.index = index;
        return room;
    }

    /** Equal when address, privacy, properties and members are, in whatever order the members came. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Room that && address.equals(that.address) && isPrivate == that.isPrivate
                && members.length == that.members.length && properties.equals(that.properties)
                && Arrays.stream(members).allMatch(m -> that.member(m.address()).filter(m::equals).isPresent());
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return address + (isPrivate ? " (private) " : " ") + Arrays.toString(members)
                + (properties.isEmpty() ? "" : " " + properties);
    }

    /** The addresses of some members, but for one or with one more: nothing is copied for a list that is only read. */
    private static final class Present extends AbstractList<SipAddress> implements RandomAccess {

        private final Member[] members;
        private final int leftOut;
        private final @Nullable SipAddress added;

        Present(Member[] members, int leftOut, @Nullable SipAddress added) {
            this.members = members;
            this.leftOut = leftOut < 0 ? members.length : leftOut;
            this.added = added;
        }

        @Override
        public SipAddress get(int place) {
            return added != null && place == members.length ? added
                    : members[place < leftOut ? place : place + 1].address();
        }

        @Override
        public int size() {
            return members.length + (added == null ? 0 : 1) - (leftOut < members.length ? 1 : 0);
        }
    }
}
