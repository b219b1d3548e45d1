package imc.api;

/**
 * Finds a member of a large room by address. The table is hashed by the user part alone, so that it also answers
 * whether two members share one. Immutable.
 */
final class MemberIndex {

    private final Member[] members;
    /** Places, counted from 1; at least half of the slots are free. */
    private final int[] places;

    private MemberIndex(Member[] members, int[] places) {
        this.members = members;
        this.places = places;
    }

    static MemberIndex of(Member[] members) {
        int[] places = new int[Integer.highestOneBit(members.length) << 2];
        for (int i = 0; i < members.length; i++) {
            put(places, members[i], i);
        }
        return new MemberIndex(members, places);
    }

    private static void put(int[] places, Member member, int place) {
        int slot = slot(member.address(), places);
        while (places[slot] != 0) {
            slot = slot + 1 & places.length - 1;
        }
        places[slot] = place + 1;
    }

    /**
     * The index of the members after one of them was replaced by another state of the same, or one was added.
     *
     * @param changed the members then
     * @param added   whether the last one is new
     */
    MemberIndex with(Member[] changed, boolean added) {
        if (!added) {
            return new MemberIndex(changed, places);
        }
        if (changed.length > places.length / 2) {
            return of(changed);
        }
        int[] more = places.clone();
        put(more, changed[changed.length - 1], changed.length - 1);
        return new MemberIndex(changed, more);
    }

    /** The member's place, or -1. */
    int find(SipAddress user) {
        for (int slot = slot(user, places);; slot = slot + 1 & places.length - 1) {
            int place = places[slot] - 1;
            if (place < 0 || members[place].address().equals(user)) {
                return place;
            }
        }
    }

    /** Whether a member other than this user has the same user part. */
    boolean sharesUserPart(SipAddress user) {
        for (int slot = slot(user, places); places[slot] != 0; slot = slot + 1 & places.length - 1) {
            if (isNamesake(members[places[slot] - 1].address(), user)) {
                return true;
            }
        }
        return false;
    }

    static boolean isNamesake(SipAddress one, SipAddress other) {
        return one.user().equals(other.user()) && !one.host().equals(other.host());
    }

    private static int slot(SipAddress user, int[] places) {
        int hash = user.user().hashCode();
        return (hash ^ hash >>> 16) * 0x9E3779B1 >>> 8 & places.length - 1;
    }
}
