package imc.bench.load;

import java.util.Arrays;

/**
 * The account of who got what: each other member of the room has to get each message exactly once.
 *
 * <p>Messages are numbered from 0 in the order in which they are opened. The account of a message stays open for as
 * many further messages as the ledger's capacity, also after the message was settled, so that a copy which comes then
 * is told apart: a retransmission bears the Via branch of the copy before it, a second transaction another one
 * (RFC 3261 §8.1.1.7).
 *
 * <p>The order is the first copy's to give: what one member of a room got before another message, no member may get
 * after it. Copies that were lost on the way and sent again are out of order too, so this is a count and no failure.
 *
 * <p>For one thread.
 */
public final class Ledger {

    private static final int NONE = 0;

    private final int members;
    private final int mask;
    private final int[] room;
    private final int[] sender;
    private final int[] missing;
    private final long[] rank;
    /** For each message and member the branch of the copy, as a hash that is not NONE. */
    private final int[] branches;
    private final long[] ranks;
    private final long[] lastSeen;
    private long next;

    private long delivered;
    private long lost;
    private long duplicates;
    private long retransmissions;
    private long own;
    private long strangers;
    private long late;
    private long reordered;

    /**
     * @param rooms    rooms, numbered from 0
     * @param members  members of each; those of room r are numbered from r * members
     * @param capacity messages whose account is kept: a power of 2
     */
    public Ledger(int rooms, int members, int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is no power of 2");
        }
        this.members = members;
        this.mask = capacity - 1;
        room = new int[capacity];
        sender = new int[capacity];
        missing = new int[capacity];
        rank = new long[capacity];
        branches = new int[Math.multiplyExact(capacity, members)];
        ranks = new long[rooms];
        lastSeen = new long[Math.multiplyExact(rooms, members)];
    }

    /** Whether another message can be opened: the account that it takes the place of is settled. */
    public boolean hasRoom() {
        return missing[(int) next & mask] == 0;
    }

    /**
     * A message is about to be sent.
     *
     * @param toRoom   its room
     * @param from     the member who sends it and gets no copy, or -1 if all get one
     * @param expected how many copies have to come
     * @return its number
     */
    public long open(int toRoom, int from, int expected) {
        if (!hasRoom()) {
            throw new IllegalStateException("message " + (next - mask - 1) + " is not settled");
        }
        int slot = (int) next & mask;
        room[slot] = toRoom;
        sender[slot] = from;
        missing[slot] = expected;
        rank[slot] = 0;
        Arrays.fill(branches, slot * members, (slot + 1) * members, NONE);
        return next++;
    }

    /**
     * A copy has come.
     *
     * @param message the number in it
     * @param member  whom it reached
     * @param branch  any hash of its topmost Via branch
     */
    public Copy copy(long message, int member, int branch) {
        if (message < 0 || message >= next || message < next - mask - 1) {
            late++;
            return Copy.LATE;
        }
        int slot = (int) message & mask;
        int place = member - room[slot] * members;
        if (place < 0 || place >= members) {
            strangers++;
            return Copy.STRANGER;
        }
        if (member == sender[slot]) {
            own++;
            return Copy.OWN;
        }
        int hash = branch == NONE ? 1 : branch;
        int index = slot * members + place;
        if (branches[index] == hash) {
            retransmissions++;
            return Copy.RETRANSMISSION;
        }
        if (branches[index] != NONE) {
            duplicates++;
            return Copy.DUPLICATE;
        }
        branches[index] = hash;
        if (missing[slot] > 0) {
            missing[slot]--;
        }
        delivered++;
        order(slot, member);
        return Copy.FIRST;
    }

    private void order(int slot, int member) {
        if (rank[slot] == 0) {
            rank[slot] = ++ranks[room[slot]];
        }
        if (rank[slot] < lastSeen[member]) {
            reordered++;
        } else {
            lastSeen[member] = rank[slot];
        }
    }

    /** Whether this very transaction brought this message to this member. */
    public boolean knows(long message, int member, int branch) {
        int slot = (int) message & mask;
        int place = member - room[slot] * members;
        return message >= 0 && message < next && message >= next - mask - 1 && place >= 0 && place < members
                && branches[slot * members + place] == (branch == NONE ? 1 : branch);
    }

    /** How many copies of this message are still to come. */
    public int missing(long message) {
        return missing[(int) message & mask];
    }

    /** Nothing more is waited for: copies that have not come are lost. */
    public void giveUp(long message) {
        lost += missing[(int) message & mask];
        missing[(int) message & mask] = 0;
    }

    /** The server refused the message: no copies have to come. Those that did stay counted. */
    public void refused(long message) {
        missing[(int) message & mask] = 0;
    }

    /** How many messages have been opened. */
    public long opened() {
        return next;
    }

    /** The account so far. */
    public Account account() {
        return new Account(delivered, lost, duplicates, own, strangers, retransmissions, late, reordered);
    }

    /**
     * What came of all messages.
     *
     * @param delivered       copies that reached their member for the first time
     * @param lost            copies that were waited for in vain
     * @param duplicates      copies that a member got once more, by another transaction
     * @param own             copies that reached the sender itself
     * @param strangers       copies that reached somebody else
     * @param retransmissions requests that the server sent again
     * @param late            copies of messages whose account was closed already
     * @param reordered       copies that came after one which another member got later
     */
    public record Account(long delivered, long lost, long duplicates, long own, long strangers, long retransmissions,
            long late, long reordered) {

        /** The sums of both. */
        public Account and(Account other) {
            return new Account(delivered + other.delivered, lost + other.lost, duplicates + other.duplicates,
                    own + other.own, strangers + other.strangers, retransmissions + other.retransmissions,
                    late + other.late, reordered + other.reordered);
        }

        /** Whether each member got each message exactly once, and nobody else anything. */
        public boolean exactlyOnce() {
            return lost == 0 && duplicates == 0 && own == 0 && strangers == 0;
        }
    }
}
