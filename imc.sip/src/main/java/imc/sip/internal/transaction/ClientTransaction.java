package imc.sip.internal.transaction;

import imc.api.transport.Delivery;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.Route;
import imc.sip.internal.stream.Unanswered;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A non-INVITE client transaction (RFC 3261 §17.1.2): a request that is written each time that it is sent, its timers,
 * and its end, which is told in one of three ways, once. Whoever extends this never waits, and throws nothing where it
 * is told of something.
 */
public abstract class ClientTransaction extends Unanswered {

    private static final byte UNKNOWN = -1;

    private Route route;

    /** Where it is kept. */
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
    /** Those that it is kept with; null before. */
    ClientTransactions all;

    /** It goes so, which is said before it is sent. */
    protected final void goBy(Route way) {
        route = way;
    }

    /** How it goes. */
    public final Route route() {
        return route;
    }

    /** How long it is in bytes, without any padding. */
    public abstract int length();

    /** Writes it, each time the same, its branch longer than it need be by some padding. */
    public abstract void write(int itsSlot, long itsNumber, int more, ByteBuffer to);

    /** Whether a CSeq's method is its own (RFC 3261 §17.1.3). */
    public abstract boolean isOf(String method);

    /** Whether its answers are wanted as they stand, however usual they are. */
    public abstract boolean wantsAll();

    /** Where it goes. */
    public abstract NextHop hop();

    /** Whether it is known that it went where its receiver is no more: whoever is there need not be waited for. */
    public boolean hasMoved() {
        return false;
    }

    /**
     * It has been sent over a stream.
     *
     * @param queue where it waits to be written; null for nowhere
     */
    public abstract void sent(WriteQueue queue);

    /**
     * A final response came.
     *
     * @param whole as it stands; null where it says nothing but its status, and that is all that is wanted
     */
    public abstract void answered(int status, ResponseReader whole);

    /** It ended without one. */
    public abstract void ended(Delivery delivery);

    /** It could not go on, for a reason that there never should be. */
    public abstract void failed(Throwable e);

    @Override
    public final void write(ByteBuffer to) {
        write(slot, number, 0, to);
    }

    /**
     * Sends it, each time the same bytes.
     *
     * @param buffer is free to be used; as long as most requests that go by UDP
     */
    final void transmit(ByteBuffer buffer) throws IOException {
        if (route.isReliable()) {
            route.send(this);
            sent(queue());
            return;
        }
        int length = length();
        if (padding == UNKNOWN) {
            padding = (byte) route.padding(length);
        }
        // Else it is lost, as any datagram may be.
        if (all.unproven.allows(hop(), route, length)) {
            ByteBuffer room = length + padding <= buffer.capacity() ? buffer : ByteBuffer.allocate(length + padding);
            write(slot, number, padding, room.clear());
            route.send(room.flip(), this);
        }
    }

    /** Sends it again, where that is for us to do and not for the transport (Timer E). */
    final void retransmit(ByteBuffer buffer) throws IOException {
        if (!route.isReliable()) {
            transmit(buffer);
        }
    }

    @Override
    public final void lost() {
        all.lost(this);
    }

    @Override
    public final void unsent(IOException why) {
        all.unsent(this, why);
    }
}
