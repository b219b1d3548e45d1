package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.bound.Shares;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The memory that messages take up from their coming in to the end of their last copy, in bytes: in all, and for each
 * room, which has no more than its {@linkplain Shares share}.
 * <p>
 * Safe for use by many threads; never waits.
 */
public final class InFlight {

    /** What one copy takes up beside what it shares with others: its transaction, and its places in queues. */
    static final int COPY = 320;
    /** What a message takes up beside its body and its headers. */
    private static final int MESSAGE = 1024;
    private static final int RECEIVER = 16;

    private final AtomicLong total = new AtomicLong();
    private final Map<SipAddress, Room> rooms = new ConcurrentHashMap<>();
    private final LongSupplier most;

    /** @param most how many bytes there may be */
    public InFlight(LongSupplier most) {
        this.most = most;
    }

    /** A room's share. */
    private final class Room {

        private final AtomicLong bytes = new AtomicLong();

        long add(long count) {
            total.addAndGet(count);
            return bytes.addAndGet(count);
        }

        /** As {@link #add}, where it has something already; else it may be on its way out of the map. */
        boolean join(long count) {
            long before = bytes.get();
            while (before > 0) {
                if (bytes.compareAndSet(before, before + count)) {
                    total.addAndGet(count);
                    return true;
                }
                before = bytes.get();
            }
            return false;
        }
    }

    /** What a message and its copies take up: what they share counts once, as long as there is one of them. */
    final class Load {

        private final SipAddress address;
        private final long shared;
        private final AtomicInteger holders = new AtomicInteger();
        private volatile Room room;

        private Load(SipAddress address, long shared) {
            this.address = address;
            this.shared = shared;
        }

        /** So many have to do with it from now on. */
        void hold(int count) {
            if (count > 0 && holders.getAndAdd(count) == 0) {
                room = enter(address, shared);
            }
        }

        /** One less has. */
        void release() {
            if (holders.decrementAndGet() == 0) {
                leave(address, room, shared);
            }
        }

        /** One copy more. */
        void begun() {
            hold(1);
            room.add(COPY);
        }

        void ended() {
            room.add(-COPY);
            release();
        }
    }

    /** A message on its way out. Nothing is counted before somebody {@link Load#hold holds} it. */
    Load load(SipAddress from, EncodedRequest encoded, int bodyLength, int receivers) {
        return new Load(from, MESSAGE + encoded.sharedLength() + bodyLength + (long) RECEIVER * receivers);
    }

    /** A message for a room has come in; counts until {@link #left}. */
    public void entered(SipAddress room, int bodyLength) {
        enter(room, MESSAGE + bodyLength);
    }

    /** It is dealt with. */
    public void left(SipAddress room, int bodyLength) {
        leave(room, rooms.get(room), MESSAGE + bodyLength);
    }

    private Room enter(SipAddress address, long bytes) {
        Room known = rooms.get(address);
        return known != null && known.join(bytes) ? known : rooms.compute(address, (key, there) -> {
            Room room = there == null ? new Room() : there;
            room.add(bytes);
            return room;
        });
    }

    private void leave(SipAddress address, Room left, long bytes) {
        if (left.add(-bytes) <= 0) {
            rooms.computeIfPresent(address, (key, room) -> room.bytes.get() <= 0 ? null : room);
        }
    }

    /** Whether a room has more than it may, and its messages have to wait. */
    public boolean holdsUp(SipAddress address) {
        long all = most.getAsLong();
        long free = all - total.get();
        if (!Shares.areTight(free, all)) {
            return false; // as nearly always
        }
        Room room = rooms.get(address);
        return room != null && Shares.areExceeded(room.bytes.get(), free, all);
    }

    /** Whether what can wait should. */
    boolean isTight() {
        return total.get() > most.getAsLong() / 8 * 7;
    }

    /** Whether nothing more is to be begun. Rooms that get half of what is left do not bring it there by themselves. */
    public boolean isFull() {
        return total.get() >= most.getAsLong();
    }

    /** How many bytes there are now. */
    public long bytes() {
        return total.get();
    }
}
