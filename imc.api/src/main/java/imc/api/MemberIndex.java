package imc.api;

/**
 * Finds a member of a large room by address. The table is hashed by the user part alone, so that it also answers
 * whether two members share one. Immutable; the index of a room that has changed is made of the one before.
 */
final class MemberIndex {

    private static final int FREE = 0;
    /** Was taken by a member who is gone: who looks for somebody has to look further. */
    private static final int LEFT = -1;

    private final Member[] members;
    /** Places, counted from 1; at least half of the slots are free. */
    private final int[] places;
    private final int taken;

    private MemberIndex(Member[] members, int[] places, int taken) {
        this.members = members;
        this.places = places;
        this.taken = taken;
    }

    static MemberIndex of(Member[] members) {
        int[] places = new int[Integer.highestOneBit(members.length) << 2];
        for (int i = 0; i < members.length; i++) {
            put(places, members[i], i);
        }
        return new MemberIndex(members, places, members.length);
    }

    /** Puts one who is not there yet; gives back whether that took a free slot. */
    private static boolean put(int[] places, Member member, int place) {
        int slot = slot(member.address(), places);
        while (places[slot] > FREE) {
            slot = slot + 1 & places.length - 1;
        }
        boolean wasFree = places[slot] == FREE;
        places[slot] = place + 1;
        return wasFree;
    }

    /** The index when one of the members was replaced by another state of the same. */
    MemberIndex replacing(Member[] changed) {
        return new MemberIndex(changed, places, taken);
    }

    /** The index when a member was added behind the others. */
    MemberIndex adding(Member[] changed) {
        if (taken + 1 > places.length / 2) {
            return of(changed);
        }
        int[] more = places.clone();
        boolean tookFree = put(more, changed[changed.length - 1], changed.length - 1);
        return new MemberIndex(changed, more, tookFree ? taken + 1 : taken);
    }

    /** The index when the member at a place was taken out. */
    MemberIndex removing(Member[] changed, int place) {
        int[] fewer = new int[places.length];
        int gone = place + 1;
        for (int i = 0; i < fewer.length; i++) {
            int each = places[i];
            fewer[i] = each < gone ? each : each > gone ? each - 1 : LEFT;
        }
        return new MemberIndex(changed, fewer, taken);
    }

    /** The member's place, or -1. */
    int find(SipAddress user) {
        for (int slot = slot(user, places); places[slot] != FREE; slot = slot + 1 & places.length - 1) {
            int place = places[slot] - 1;
            if (place >= 0 && members[place].address().equals(user)) {
                return place;
            }
        }
        return -1;
    }

    /** Whether a member other than this user has the same user part. */
    boolean sharesUserPart(SipAddress user) {
        for (int slot = slot(user, places); places[slot] != FREE; slot = slot + 1 & places.length - 1) {
            int place = places[slot] - 1;
            if (place >= 0 && isNamesake(members[place].address(), user)) {
                return true;
            }
        }
        return false;
    }

    static boolean isNamesake(SipAddress one, SipAddress other) {
        return one.hasUserOf(other) && !one.host().equals(other.host());
    }

    private static int slot(SipAddress user, int[] places) {
        int hash = user.user().hashCode();
        return (hash ^ hash >>> 16) * 0x9E3779B1 >>> 8 & places.length - 1;
    }
}
