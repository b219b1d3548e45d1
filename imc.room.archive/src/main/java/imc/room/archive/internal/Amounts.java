package imc.room.archive.internal;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive.Amount;
import imc.api.bound.Shares;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How much is kept of each room and of all, as far as it is known, and how much that may be: no room has more than its
 * {@linkplain Shares share}. It is counted while messages come, and read anew where it was deleted. Safe for use by
 * many threads.
 */
final class Amounts {

    /** What a message takes beside its body, about. */
    static final int MESSAGE = 200;
    /** So many percent, and so many messages, a room may have more than it keeps before they are deleted. */
    private static final int MORE_PERCENT = 10;
    private static final int MORE = 10;

    private final Map<SipAddress, Kept> rooms = new HashMap<>();
    private long total;

    /** One room's. */
    private static final class Kept {

        private int count;
        private long bytes;
        private boolean isTrimmed;
    }

    private static long bytes(Amount amount) {
        return amount.bytes() + (long) MESSAGE * amount.count();
    }

    private void set(SipAddress room, int count, long bytes) {
        Kept kept = rooms.computeIfAbsent(room, key -> new Kept());
        total += bytes - kept.bytes;
        kept.count = count;
        kept.bytes = bytes;
        if (count == 0 && !kept.isTrimmed) {
            rooms.remove(room);
        }
    }

    /** What is in an archive, of all rooms. */
    synchronized void found(Map<SipAddress, Amount> amounts) {
        Map.copyOf(rooms).forEach((room, kept) -> set(room, 0, 0));
        amounts.forEach((room, amount) -> set(room, amount.count(), bytes(amount)));
    }

    /** Nothing of a room is kept any more, or soon. */
    synchronized void gone(SipAddress room) {
        if (rooms.containsKey(room)) {
            set(room, 0, 0);
        }
    }

    /**
     * A message is kept.
     *
     * @param body   its length in bytes
     * @param length how many messages the room keeps
     * @param most   how many bytes all may have
     * @return how many of the room's last ones are to stay, where that is not all; {@link #trimmed} follows
     */
    synchronized OptionalInt said(SipAddress room, int body, int length, long most) {
        Kept kept = rooms.computeIfAbsent(room, key -> new Kept());
        set(room, kept.count + 1, kept.bytes + body + MESSAGE);
        if (kept.isTrimmed) {
            return OptionalInt.empty();
        }
        boolean isTooMuch = Shares.areExceeded(kept.bytes, most - total, most);
        if (!isTooMuch && kept.count <= length + (long) length * MORE_PERCENT / 100 + MORE) {
            return OptionalInt.empty();
        }
        kept.isTrimmed = true;
        // then it has half of what is left, and some room for more
        double share = isTooMuch ? Math.min(1, 0.9 * Math.max(0, most - total + kept.bytes) / 3 / kept.bytes) : 1;
        return OptionalInt.of((int) Math.max(1, Math.min(length, kept.count * share)));
    }

    /** So many were deleted of a room; what is left was not read. */
    synchronized void trimmed(SipAddress room, int deleted) {
        Kept kept = rooms.get(room);
        if (kept != null) {
            kept.isTrimmed = false;
            int count = Math.max(0, kept.count - deleted);
            set(room, count, kept.count == 0 ? 0 : kept.bytes * count / kept.count);
        }
    }

    /** So much is left of a room. */
    synchronized void trimmed(SipAddress room, Amount left) {
        Kept kept = rooms.get(room);
        if (kept != null) {
            kept.isTrimmed = false;
            set(room, left.count(), bytes(left));
        }
    }

    /** Whether so much is kept that it matters how much that is. */
    synchronized boolean isTight(long most) {
        return Shares.areTight(most - total, most);
    }

    /** What is kept of all rooms, in bytes. */
    synchronized long bytes() {
        return total;
    }
}
