package imc.transport.sip.internal.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/**
 * What waits to be written to one connection, and what has been and waits for an answer. Bounded; whatever queues up
 * while the connection is being written goes out together. Safe for use by many threads.
 */
final class Outbox {

    /** For one connection; a burst to the ten thousand members of one room behind one proxy fits. */
    static final int MAX_BYTES = 8 << 20;

    private final Streams streams;
    private final Queue<byte[]> messages = new ArrayDeque<>();
    /** How much of the first message has been written. */
    private int written;
    private int bytes;
    private boolean scheduled;
    private boolean closed;
    private Unanswered unanswered;
    /** When something was written last, or began to wait, as {@link System#nanoTime()}. */
    private long progress;

    Outbox(Streams streams) {
        this.streams = streams;
    }

    /**
     * Adds a message.
     *
     * @param request what waits for its answer, or null
     * @return whether somebody has to be told to write; else somebody will
     * @throws IOException where too much waits already, or nothing is written any more
     */
    synchronized boolean add(byte[] message, Unanswered request) throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        // However long, one message alone may wait.
        if (bytes > 0 && bytes + message.length > MAX_BYTES || !streams.reserve(message.length)) {
            throw new IOException("too much waits already: " + bytes + " bytes");
        }
        if (messages.isEmpty()) {
            progress = System.nanoTime();
        }
        messages.add(message);
        bytes += message.length;
        if (request != null) {
            link(request);
        }
        boolean wasScheduled = scheduled;
        scheduled = true;
        return !wasScheduled;
    }

    /** Copies as much as there is, or fits. Where nothing is left, the next one to add something is told so. */
    synchronized boolean fill(ByteBuffer buffer) {
        if (messages.isEmpty()) {
            scheduled = false;
            return false;
        }
        int from = written;
        for (Iterator<byte[]> all = messages.iterator(); all.hasNext() && buffer.hasRemaining();) {
            byte[] message = all.next();
            buffer.put(message, from, Math.min(message.length - from, buffer.remaining()));
            from = 0;
        }
        return true;
    }

    /** So many bytes have been written. */
    synchronized void written(int count) {
        if (count > 0) {
            progress = System.nanoTime();
        }
        int left = count;
        while (left > 0 && !messages.isEmpty()) {
            int rest = messages.peek().length - written;
            if (left < rest) {
                written += left;
                return;
            }
            left -= rest;
            written = 0;
            int length = messages.remove().length;
            bytes -= length;
            streams.release(length);
        }
    }

    /** Whether something waits, and nothing has been written since then. */
    synchronized boolean isStuckSince(long nanoTime) {
        return !messages.isEmpty() && progress - nanoTime < 0;
    }

    private void link(Unanswered request) {
        request.over = this;
        request.previous = null;
        request.next = unanswered;
        if (unanswered != null) {
            unanswered.previous = request;
        }
        unanswered = request;
    }

    /** A request needs to be told of nothing any more. */
    synchronized void settle(Unanswered request) {
        if (request.over != this) {
            return;
        }
        request.over = null;
        if (request.next != null) {
            request.next.previous = request.previous;
        }
        if (request.previous != null) {
            request.previous.next = request.next;
        } else {
            unanswered = request.next;
        }
        request.next = null;
        request.previous = null;
    }

    /** Drops everything, takes nothing more, and tells requests without an answer, in the order of their sending. */
    void close() {
        Unanswered last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            streams.release(bytes);
            bytes = 0;
            messages.clear();
            last = unanswered;
            unanswered = null;
            for (Unanswered request = last; request != null; request = request.next) {
                request.over = null;
            }
        }
        ArrayDeque<Unanswered> inOrder = new ArrayDeque<>();
        for (Unanswered request = last; request != null;) {
            Unanswered next = request.next;
            request.next = null;
            request.previous = null;
            inOrder.addFirst(request);
            request = next;
        }
        inOrder.forEach(Unanswered::lost);
    }
}
