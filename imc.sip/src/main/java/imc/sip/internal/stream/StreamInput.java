package imc.sip.internal.stream;

import imc.sip.internal.wire.Framing;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Cuts what comes over one stream into messages (RFC 3261 §18.3). Between two reads only an incomplete message is
 * kept. For one thread at a time.
 */
final class StreamInput {

    private static final int LEAST = 2048;
    /** Line ends that make a keep-alive (RFC 5626 §3.5.1). */
    private static final int PING = 2;

    /** What becomes of what stands behind a message. */
    enum Next {
        /** It is cut, too. */
        CUT,
        /** It is kept, until {@link #cut} is called again. */
        KEEP,
        /** It is thrown away. */
        DROP
    }

    /** Takes what has been cut. */
    interface Messages {

        /**
         * A message is there.
         *
         * @param data is used again for the next one
         */
        Next message(byte[] data, int start, int headLength, int length);

        /** A keep-alive came between two messages. */
        void ping();
    }

    private final Streams streams;
    private final int least;
    /** The incomplete message, its beginning first; null where there is none. */
    private ByteBuffer partial;
    /** How many bytes of the next message hold no end of its head. */
    private int searched;
    private int headLength;
    /** Head and body of the next message; 0 while that is not known. */
    private int length;
    private int lineEnds;
    /** Whether what is kept has not been looked at for want of leave. */
    private boolean keeps;
    /** When the first byte of the incomplete message came. */
    private long begun;

    /** @param least how much room there has to be in what is read into */
    StreamInput(Streams streams, int least) {
        this.streams = streams;
        this.least = least;
    }

    /** What has to be read into next. */
    ByteBuffer buffer(ByteBuffer shared) {
        return partial == null ? shared.clear() : partial;
    }

    /** Whether there may be whole messages in {@link #buffer}, which is to be cut again. */
    boolean keeps() {
        return keeps && partial != null;
    }

    /** Whether a message has begun and not ended, and its first byte came before that time. */
    boolean isPartialSince(long nanoTime) {
        return partial != null && begun - nanoTime < 0;
    }

    /**
     * Cuts what has been read.
     *
     * @throws UnreadableException where the stream's next message cannot be found any more
     * @throws IOException         where there is no memory for it
     */
    void cut(ByteBuffer buffer, Messages messages) throws IOException {
        byte[] data = buffer.array();
        int end = buffer.position();
        int start = 0;
        keeps = false;
        while (true) {
            if (searched == 0) {
                start = skipLineEnds(data, start, end, messages);
            }
            if (length == 0) {
                readHead(data, start, end);
            }
            if (length == 0 || end - start < length) {
                break;
            }
            int next = start + length;
            Next rest = messages.message(data, start, headLength, length);
            start = next;
            length = 0;
            searched = 0;
            if (rest != Next.CUT) {
                start = rest == Next.DROP ? end : start;
                keeps = rest == Next.KEEP;
                break;
            }
        }
        keep(buffer, start, end);
    }

    private int skipLineEnds(byte[] data, int from, int end, Messages messages) {
        int at = from;
        while (at < end && (data[at] == '\r' || data[at] == '\n')) {
            if (data[at] == '\n' && ++lineEnds == PING) {
                messages.ping();
                lineEnds = 0;
            }
            at++;
        }
        if (at < end) {
            lineEnds = 0;
        }
        return at;
    }

    private void readHead(byte[] data, int start, int end) throws UnreadableException {
        int head = Framing.endOfHead(data, start + Math.max(0, searched - 3), end);
        headLength = (head < 0 ? end : head) - start;
        if (headLength > Framing.MAX_HEAD) {
            throw Framing.tooLong(data, start, headLength);
        }
        if (head < 0) {
            searched = headLength;
        } else {
            searched = headLength;
            length = headLength + Framing.bodyLength(data, start, head);
        }
    }

    private void keep(ByteBuffer buffer, int start, int end) throws IOException {
        int rest = end - start;
        if (rest == 0) {
            release();
            return;
        }
        if (partial == null || start > 0) {
            begun = streams.now();
        }
        if (buffer == partial && start == 0 && buffer.remaining() >= least) {
            return;
        }
        // It grows with what has come, not with what was announced; what is not looked at yet does not grow.
        int capacity = Math.max(LEAST, Math.max(keeps ? rest : 2 * rest, rest + least));
        if (!streams.reserve(capacity, 0)) {
            throw new IOException("too much waits already; no memory for a message of " + rest + " bytes or more");
        }
        ByteBuffer kept = ByteBuffer.allocate(capacity).put(buffer.array(), start, rest);
        release();
        partial = kept;
    }

    /** Lets go of what is incomplete. */
    void release() {
        if (partial != null) {
            streams.release(partial.capacity());
            partial = null;
        }
    }
}
