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
    private int bytes;
    private int held;
    private boolean scheduled;
    private boolean closed;
    /** Why it was never open; null where it was. */
    private IOException neverOpen;
    private Unanswered latest;
    /** When something was written last, or began to wait, as {@link System#nanoTime()}. */
    private long progress;

    /** Of a message, or of a request of which one is made, what is left to be written. */
    private static final class Written {

        private final Object source;
        /** Null for a request's that is whole in the buffer: there is no other copy of it. */
        private byte[] message;
        /** Where in the message the rest begins. */
        private int from;
        private int left;

        Written(Object source, byte[] message, int length) {
            this.source = source;
            this.message = message;
            this.left = length;
        }

        boolean isBegun() {
            return from > 0;
        }

        /** Some of what lies at a place in the buffer has been written. */
        void advance(int count, ByteBuffer buffer, int at) {
            if (message == null) {
                message = new byte[left];
                buffer.get(at, message);
            }
            from += count;
            left -= count;
        }
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
            throw new IOException(neverOpen == null ? "the connection is closed" : neverOpen.getMessage());
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

    /**
     * Copies as much as there is, or fits, to the beginning of a buffer. Where nothing is left, the next one to add
     * something is told so.
     */
    synchronized boolean fill(ByteBuffer buffer) {
        for (Written one : writing) {
            put(one, buffer);
        }
        while (buffer.hasRemaining() && !waiting.isEmpty()) {
            Written next = next(buffer);
            if (next != null) {
                writing.add(next);
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
    private Written next(ByteBuffer buffer) {
        Object first = waiting.remove();
        if (first instanceof byte[] message) {
            return put(new Written(message, message, message.length), buffer);
        }
        Unanswered request = (Unanswered) first;
        if (request.over != this) {
            return null;
        }
        int size = request.length();
        if (size > buffer.remaining()) {
            return put(new Written(request, request.message(), size), buffer);
        }
        request.write(buffer);
        return new Written(request, null, size);
    }

    private static Written put(Written one, ByteBuffer buffer) {
        buffer.put(one.message, one.from, Math.min(one.left, buffer.remaining()));
        return one;
    }

    /** The buffer has been written up to its position. */
    synchronized void written(ByteBuffer buffer) {
        int end = buffer.position();
        if (end > 0) {
            progress = streams.now();
        }
        int at = 0;
        while (!writing.isEmpty() && at + writing.peek().left <= end) {
            Written done = writing.remove();
            at += done.left;
            if (done.source instanceof byte[] message) {
                bytes -= message.length;
                streams.release(message.length);
            }
        }
        if (at < end) {
            writing.element().advance(end - at, buffer, at);
        }
        // The bytes of a request can be made again; kept for each slow connection, they would be more than the heap
        // has.
        while (!writing.isEmpty() && !writing.getLast().isBegun()) {
            waiting.addFirst(writing.removeLast().source);
        }
        length = waiting.size();
        hold(writing.isEmpty() || writing.element().source instanceof byte[] ? 0 : writing.element().message.length);
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
     * @param unsent why nothing could be sent; null where the connection was open
     */
    void close(IOException unsent) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            neverOpen = unsent;
            streams.release(bytes);
            bytes = 0;
            hold(0);
            waiting.clear();
            length = 0;
            writing.clear();
        }
        lose(unsent);
    }

    /**
     * Tells requests without an answer that none will be read, in the order of their sending.
     *
     * @param unsent why they could not be sent; null where another connection may do
     */
    void lose(IOException unsent) {
        ArrayDeque<Unanswered> lost = new ArrayDeque<>();
        synchronized (this) {
            while (latest != null) {
                lost.addFirst(latest);
                settle(latest);
            }
        }
        lost.forEach(request -> {
            if (unsent == null) {
                request.lost();
            } else {
                request.unsent(unsent);
            }
        });
    }
}
