package imc.sip.internal.stream;

import imc.sip.internal.net.WriteQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What waits to be written to one connection, and what has been and waits for an answer. Whatever queues up while the
 * connection is being written goes out together. Bounded: messages by their bytes; of requests nothing is kept but
 * that they are to be sent, and their number is bounded by those who send them. Safe for use by many threads.
 */
final class Outbox implements WriteQueue {

    /** For one connection. */
    static final int MAX_BYTES = 8 << 20;
    /** A queue that was longer than this is not kept when it is empty: it never gets smaller by itself. */
    private static final int MAX_KEPT = 1024;

    private final Streams streams;
    /** Messages, and requests whose messages are made when there is room to write them. */
    private ArrayDeque<Object> waiting = new ArrayDeque<>();
    /** How many have been waiting at most since that queue was empty. */
    private int longest;
    private volatile int length;
    /** What is being given to the system; between two attempts no more than the one that was taken in part. */
    private final ArrayDeque<Written> writing = new ArrayDeque<>();
    /** How much of the first one of these has been written. */
    private int written;
    private int bytes;
    private int held;
    private boolean scheduled;
    private boolean closed;
    private Unanswered latest;
    /** When something was written last, or began to wait, as {@link System#nanoTime()}. */
    private long progress;

    /** @param source a message, or the request of which it was made */
    private record Written(Object source, byte[] message) {
    }

    Outbox(Streams streams) {
        this.streams = streams;
    }

    /**
     * Adds a message.
     *
     * @return whether somebody has to be told to write; else somebody will
     * @throws IOException where too much waits already, or nothing is written any more
     */
    synchronized boolean add(byte[] message) throws IOException {
        checkOpen();
        // However long, one message alone may wait.
        if (bytes > 0 && bytes + message.length > MAX_BYTES || !streams.reserve(message.length, bytes)) {
            throw new IOException("too much waits already: " + bytes + " bytes");
        }
        bytes += message.length;
        return enqueue(message);
    }

    /** As the other; the request is told when the connection ends before its answer has come. */
    synchronized boolean add(Unanswered request) throws IOException {
        checkOpen();
        if (request.over != null) {
            return false; // it waits there already
        }
        request.over = this;
        request.later = null;
        request.earlier = latest;
        if (latest != null) {
            latest.later = request;
        }
        latest = request;
        if (request.isSettled()) {
            settle(request);
            return false;
        }
        return enqueue(request);
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
    }

    private boolean enqueue(Object message) {
        if (isEmpty()) {
            progress = streams.now();
        }
        waiting.add(message);
        length = waiting.size();
        longest = Math.max(longest, length);
        boolean wasScheduled = scheduled;
        scheduled = true;
        return !wasScheduled;
    }

    @Override
    public int length() {
        return length;
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && writing.isEmpty();
    }

    /** Copies as much as there is, or fits. Where nothing is left, the next one to add something is told so. */
    synchronized boolean fill(ByteBuffer buffer) {
        int from = written;
        for (Written one : writing) {
            put(one.message(), from, buffer);
            from = 0;
        }
        while (buffer.hasRemaining() && !waiting.isEmpty()) {
            Written next = next();
            if (next != null) {
                writing.add(next);
                put(next.message(), 0, buffer);
            }
        }
        length = waiting.size();
        if (length == 0 && longest > MAX_KEPT) {
            waiting = new ArrayDeque<>();
            longest = 0;
        }
        scheduled = !writing.isEmpty();
        return scheduled;
    }

    /** Null where nobody waits for the answer any more, before it was even sent. */
    private Written next() {
        Object first = waiting.remove();
        if (first instanceof Unanswered request) {
            return request.over == this ? new Written(request, request.message()) : null;
        }
        return new Written(first, (byte[]) first);
    }

    private static void put(byte[] message, int from, ByteBuffer buffer) {
        buffer.put(message, from, Math.min(message.length - from, buffer.remaining()));
    }

    /** So many bytes have been written. */
    synchronized void written(int count) {
        if (count > 0) {
            progress = streams.now();
        }
        written += count;
        while (!writing.isEmpty() && written >= writing.peek().message().length) {
            Written done = writing.remove();
            written -= done.message().length;
            if (done.source() instanceof byte[] message) {
                bytes -= message.length;
                streams.release(message.length);
            }
        }
        // The bytes of a request can be made again; kept for each slow connection, they would be more than the heap has.
        while (writing.size() > (written > 0 ? 1 : 0)) {
            waiting.addFirst(writing.removeLast().source());
        }
        length = waiting.size();
        hold(writing.isEmpty() || writing.peek().source() instanceof byte[] ? 0 : writing.peek().message().length);
    }

    /** Counts what is kept of a request that was written in part. However little memory there is, it has to be. */
    private void hold(int count) {
        streams.hold(count - held);
        held = count;
    }

    /** Whether something waits, and nothing has been written since then. */
    synchronized boolean isStuckSince(long nanoTime) {
        return !isEmpty() && progress - nanoTime < 0;
    }

    /** Whether somebody owes an answer, or something waits. */
    synchronized boolean isInUse() {
        return latest != null || !isEmpty();
    }

    /** A request needs to be told of nothing any more. */
    synchronized void settle(Unanswered request) {
        if (request.over != this) {
            return;
        }
        if (request.earlier != null) {
            request.earlier.later = request.later;
        }
        if (request.later != null) {
            request.later.earlier = request.earlier;
        } else {
            latest = request.earlier;
        }
        request.earlier = null;
        request.later = null;
        request.over = null;
    }

    /**
     * Drops everything, takes nothing more, and tells requests without an answer.
     *
     * @param opened whether the connection was open at any time
     */
    void close(boolean opened) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            streams.release(bytes);
            bytes = 0;
            hold(0);
            waiting.clear();
            length = 0;
            writing.clear();
        }
        lose(opened);
    }

    /** Tells requests without an answer that none will be read, in the order of their sending. */
    void lose(boolean opened) {
        ArrayDeque<Unanswered> lost = new ArrayDeque<>();
        synchronized (this) {
            while (latest != null) {
                lost.addFirst(latest);
                settle(latest);
            }
        }
        lost.forEach(request -> request.lost(opened));
    }
}
