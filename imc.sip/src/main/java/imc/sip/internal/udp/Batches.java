package imc.sip.internal.udp;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What threads collect to be sent together. A thread says when it begins and when it ends: in between, what it sends by
 * UDP may wait for more. What a room sends keeps its order, whichever threads send it. Safe for use by many threads.
 */
public final class Batches {

    private static final int ROOMS = 1024;

    /** Null for threads that have never begun: others than ours outlive this bundle, and would keep its classes. */
    private final ThreadLocal<Collecting> collecting = new ThreadLocal<>();
    /** Which batch may have something of a room's, by the hash of the room. */
    private final AtomicReferenceArray<Collecting> byRoom = new AtomicReferenceArray<>(ROOMS);

    /** What one thread does. */
    private static final class Collecting {
        private int depth;
        private volatile Batch batch;
        /** Where it stands in {@link #byRoom}. */
        private final int[] rooms = new int[Batch.SIZE];
        private int roomCount;
    }

    /** What this thread sends by UDP from now on may wait. */
    public void begin() {
        own().depth++;
    }

    private Collecting own() {
        Collecting own = collecting.get();
        if (own == null) {
            own = new Collecting();
            collecting.set(own);
        }
        return own;
    }

    /** Sends what this thread has collected, if it has ended as often as it has begun. */
    public void end() {
        Collecting own = collecting.get();
        if (own != null) {
            own.depth = Math.max(0, own.depth - 1);
            if (own.depth == 0) {
                flush(own);
            }
        }
    }

    /**
     * As the other, and what follows is a room's: what others have collected of it goes before.
     *
     * @param room the room's hash
     */
    public void begin(int room) {
        Collecting own = own();
        own.depth++;
        int place = place(room);
        Collecting before = byRoom.get(place);
        if (before == own) {
            return;
        }
        if (before != null && before.batch != null) {
            before.batch.flush();
        }
        if (own.roomCount == own.rooms.length) {
            flush(own);
        }
        byRoom.set(place, own);
        own.rooms[own.roomCount++] = place;
    }

    /** As the other, after what was a room's: the next thread will know what to let go before. */
    public void end(int room) {
        Collecting own = collecting.get();
        try {
            if (own != null && byRoom.get(place(room)) != own) {
                // A room with the same place has another thread, which knows nothing of this one.
                flush(own);
            }
        } finally { // or this thread would collect for ever
            end();
        }
    }

    /** Sends what this thread has collected. */
    public void flush() {
        Collecting own = collecting.get();
        if (own != null) {
            flush(own);
        }
    }

    private void flush(Collecting own) {
        if (own.batch != null) {
            own.batch.flush();
        }
        for (int i = 0; i < own.roomCount; i++) {
            byRoom.compareAndSet(own.rooms[i], own, null);
        }
        own.roomCount = 0;
    }

    private static int place(int room) {
        return (room ^ room >>> 16) & ROOMS - 1;
    }

    /** This thread's; null where nothing is to wait. */
    Batch current() {
        Collecting own = collecting.get();
        if (own == null || own.depth == 0) {
            return null;
        }
        if (own.batch == null) {
            own.batch = new Batch();
        }
        return own.batch;
    }
}
