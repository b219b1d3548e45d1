package imc.api;

/**
 * Finds a member by address: by looking at each in a small room, by a table in a large one. The table is hashed by
 * the user part alone, so that it also answers whether two members share one.
 */
final class MemberIndex {

    /** Up to here a look at each member is cheaper than a table, and most rooms are smaller. */
    private static final int SMALL = 12;

    private final Member[] members;
    private volatile int[] table;

    MemberIndex(Member[] members) {
        this.members = members;
    }

    /** The member's place, or -1. */
    int find(SipAddress user) {
        if (members.length <= SMALL) {
            for (int i = 0; i < members.length; i++) {
                if (members[i].address().equals(user)) {
                    return i;
                }
            }
            return -1;
        }
        int[] places = table();
        for (int slot = slot(user, places);; slot = slot + 1 & places.length - 1) {
            int place = places[slot] - 1;
            if (place < 0 || members[place].address().equals(user)) {
                return place;
            }
        }
    }

    /** Whether a member other than this user has the same user part. */
    boolean sharesUserPart(SipAddress user) {
        if (members.length <= SMALL) {
            for (Member member : members) {
                if (isNamesake(member.address(), user)) {
                    return true;
                }
            }
            return false;
        }
        int[] places = table();
        for (int slot = slot(user, places); places[slot] != 0; slot = slot + 1 & places.length - 1) {
            if (isNamesake(members[places[slot] - 1].address(), user)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamesake(SipAddress one, SipAddress other) {
        return one.user().equals(other.user()) && !one.host().equals(other.host());
    }

    /** Made at the first question, so that a room which only grows never pays for it. Two threads may both make it. */
    private int[] table() {
        int[] places = table;
        if (places == null) {
            places = new int[Integer.highestOneBit(members.length) << 2];
            for (int i = 0; i < members.length; i++) {
                int slot = slot(members[i].address(), places);
                while (places[slot] != 0) {
                    slot = slot + 1 & places.length - 1;
                }
                places[slot] = i + 1;
            }
            table = places;
        }
        return places;
    }

    private static int slot(SipAddress user, int[] places) {
        int hash = user.user().hashCode();
        return (hash ^ hash >>> 16) * 0x9E3779B1 >>> 8 & places.length - 1;
    }
}
