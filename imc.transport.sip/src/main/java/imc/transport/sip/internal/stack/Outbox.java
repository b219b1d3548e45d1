package imc.transport.sip.internal.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

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
    private Queue<Object> waiting = new ArrayDeque<>();
    /** How many have been waiting at most since that queue was empty. */
    private int longest;
    private volatile int length;
    /** What has been given to the system in part, or not at all. */
    private final ArrayDeque<byte[]> writing = new ArrayDeque<>();
    /** How much of the first one of these has been written. */
    private int written;
    private int bytes;
    private boolean scheduled;
    private boolean closed;
    private Unanswered latest;
    /** When something was written last, or began to wait, as {@link System#nanoTime()}. */
    private long progress;

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
        if (bytes > 0 && bytes + message.length > MAX_BYTES || !streams.reserve(message.length)) {
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
        return enqueue(request);
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
    }

    private boolean enqueue(Object message) {
        if (isEmpty()) {
            progress = System.nanoTime();
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
        for (byte[] message : writing) {
            put(message, from, buffer);
            from = 0;
        }
        while (buffer.hasRemaining() && !waiting.isEmpty()) {
            byte[] message = next();
            if (message != null) {
                writing.add(message);
                put(message, 0, buffer);
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
    private byte[] next() {
        Object first = waiting.remove();
        if (first instanceof Unanswered request) {
            return request.over == this ? request.message() : null;
        }
        byte[] message = (byte[]) first;
        bytes -= message.length;
        streams.release(message.length);
        return message;
    }

    private static void put(byte[] message, int from, ByteBuffer buffer) {
        buffer.put(message, from, Math.min(message.length - from, buffer.remaining()));
    }

    /** So many bytes have been written. */
    synchronized void written(int count) {
        if (count > 0) {
            progress = System.nanoTime();
        }
        written += count;
        while (!writing.isEmpty() && written >= writing.peek().length) {
            written -= writing.remove().length;
        }
    }

    /** Whether something waits, and nothing has been written since then. */
    synchronized boolean isStuckSince(long nanoTime) {
        return !isEmpty() && progress - nanoTime < 0;
    }

    /** A request needs to be told of nothing any more. */
    synchronized void settle(Unanswered request) {
        if (request.over != this) {
            return;
        }
        request.over = null;
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
