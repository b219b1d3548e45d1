package imc.sip.internal.stream;

import imc.sip.internal.net.WriteQueue;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A request that goes over a stream, until its answer has come: if the connection ends before, it is told. */
public abstract class Unanswered {

    /** Its neighbours in its outbox's list; guarded by the outbox that it is over. */
    Unanswered later;
    Unanswered earlier;
    /** Set and taken back under its own monitor, and taken back last: until then it is in no other list. */
    volatile Outbox over;
    private volatile boolean settled;

    /** How long the whole message is. */
    public abstract int length();

    /** Writes the whole message, each time the same. Asked for when it can be written, and perhaps never. */
    public abstract void write(ByteBuffer to);

    /** The same as an array of its own. */
    public final byte[] message() {
        ByteBuffer bytes = ByteBuffer.allocate(length());
        write(bytes);
        return bytes.array();
    }

    /**
     * The connection has ended, and another one may do. This, or {@link #unsent}, is called once for each time that the
     * request was sent; must neither wait nor throw.
     */
    public abstract void lost();

    /**
     * It could not be sent: its connection was never open, the peer takes nothing, or the system refused a datagram
     * that was collected to be sent with others. As {@link #lost}.
     *
     * @param why what the system says to it
     */
    public abstract void unsent(IOException why);

    /** Where it waits, or has waited, to be written; null where its answer has come, or it did not go over a stream. */
    public final WriteQueue queue() {
        return over;
    }

    /** The answer has come, or nobody waits for it any more. */
    public final void settled() {
        settled = true;
        // Between a look and the next one it may have been sent over another connection.
        for (Outbox outbox = over; outbox != null; outbox = over) {
            outbox.settle(this);
        }
    }

    /** Whether it needs to be told of nothing any more. */
    final boolean isSettled() {
        return settled;
    }
}
