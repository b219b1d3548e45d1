package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.sip.internal.net.Threads;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

/**
 * Who sends when. What goes to few is sent at once, on the caller's thread. What goes to many is sent in slices, on
 * threads of its own, and rooms take turns with theirs, so that none has to wait for another to be done. Whatever a
 * room sends while something of it waits here waits behind it: a room's order is kept.
 */
final class Turns implements AutoCloseable {

    /** What goes to more does not go at once. */
    static final int AT_ONCE = 128;
    static final int SLICE = 64;

    /** One thread looks at a queue while others add to it. */
    private final Map<SipAddress, Queue<Sending>> rooms = new ConcurrentHashMap<>();
    private final ThreadGroup group = new ThreadGroup("imc.transport.sip fan-out");
    private final ThreadPoolExecutor threads;

    /** What is sent copy after copy. */
    interface Sending {

        SipAddress room();

        /** How many have not been sent yet. */
        int left();

        /** Sends the next ones, those that nobody else has begun to send; throws nothing. */
        void send(int copies);

        /** Null where it needs none. */
        Pace pace();
    }

    /** @param size how many threads; they come with the first that goes to many, and go when there is none */
    Turns(int size) {
        threads = Threads.pool(size, Threads.numbered(group, "imc-sip fan-out"));
    }

    /** As the other, with threads of somebody else's. */
    Turns(int size, ThreadFactory factory) {
        threads = Threads.pool(size, factory);
    }

    /** Sends all copies, now or by and by. */
    void send(Sending sending) {
        if (sending.left() <= AT_ONCE && (rooms.isEmpty() || !rooms.containsKey(sending.room()))) {
            sending.send(sending.left());
            return;
        }
        boolean[] isFirst = {false};
        rooms.compute(sending.room(), (room, waiting) -> {
            isFirst[0] = waiting == null;
            Queue<Sending> all = waiting == null ? new ConcurrentLinkedQueue<>() : waiting;
            all.add(sending);
            return all;
        });
        if (isFirst[0]) {
            next(sending.room());
        }
    }

    private void next(SipAddress room) {
        try {
            threads.execute(() -> turn(room));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Closed, so that whatever is sent now fails, and each copy is told so; or there is no thread to be had.
            for (Sending sending = first(room); sending != null; sending = first(room)) {
                sending.send(sending.left());
            }
        }
    }

    private void turn(SipAddress room) {
        Sending sending = first(room);
        if (sending == null) {
            return;
        }
        try {
            int copies = Math.min(SLICE, sending.left());
            if (sending.pace() == null || sending.pace().allows(copies)) {
                sending.send(copies);
            } else {
                LockSupport.parkNanos(sending.pace().pauseNanos());
            }
        } finally {
            next(room);
        }
    }

    /** The first that has copies left; null where the room has nothing more to send. */
    private Sending first(SipAddress room) {
        Queue<Sending> all = rooms.computeIfPresent(room, (address, waiting) -> {
            while (!waiting.isEmpty() && waiting.peek().left() == 0) {
                waiting.remove();
            }
            return waiting.isEmpty() ? null : waiting;
        });
        return all == null ? null : all.peek();
    }

    /** Has all that waits sent at once, and ends the threads. */
    @Override
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
        Threads.joinAll(group);
        rooms.keySet().forEach(this::next);
    }
}
