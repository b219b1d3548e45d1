package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.stack.Unanswered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A non-INVITE client transaction (RFC 3261 §17.1.2): what it takes to send the copy again, and its timers. */
final class SentCopy extends Unanswered {

    private static final byte UNKNOWN = -1;

    private final Copy copy;
    private final Destination.Way way;
    private final Consumer<SentCopy> lost;

    /** Where the transaction is kept. */
    int slot;
    /** Tells it from others that were kept there. */
    long number;
    /** Ticks between the last transmission and the next one (Timer E). */
    int interval;
    /** The tick of the next transmission; 0 before the first one has been done. */
    long due;
    /** The tick of Timer F. */
    long end;
    /** A provisional response came in: from then on Timer E is T2 (RFC 3261 §17.1.2.2). */
    volatile boolean proceeding;
    /** By how many bytes it is longer than it need be; the same each time. */
    private byte padding = UNKNOWN;
    /** It has been sent over a second connection, or there is no use in trying one. */
    boolean again;

    SentCopy(Copy copy, Destination.Way way, Consumer<SentCopy> lost) {
        this.copy = copy;
        this.way = way;
        this.lost = lost;
    }

    @Override
    protected byte[] message() {
        return copy.bytes(way, slot, number);
    }

    /**
     * Sends it, each time the same bytes.
     *
     * @param buffer is free to be used; as long as most copies that go by UDP
     */
    void transmit(ByteBuffer buffer) throws IOException {
        if (way.route().isReliable()) {
            way.route().send(this);
            copy.sent(queue());
        } else {
            int length = copy.length(way);
            if (padding == UNKNOWN) {
                padding = (byte) way.route().padding(length);
            }
            if (copy.mayGo(way)) {
                ByteBuffer room = length + padding <= buffer.capacity() ? buffer : ByteBuffer.allocate(length + padding);
                copy.write(way, slot, number, padding, room.clear());
                way.route().send(room.flip(), this);
            }
        }
    }

    /** Sends it again, where that is for us to do and not for the transport (Timer E). */
    void retransmit(ByteBuffer buffer) throws IOException {
        if (!way.route().isReliable()) {
            transmit(buffer);
        }
    }

    /** Somebody has answered it. */
    void heard() {
        copy.heard(way);
    }

    @Override
    protected void lost(boolean opened) {
        again |= !opened;
        lost.accept(this);
    }

    Ending ending() {
        return copy;
    }
}
