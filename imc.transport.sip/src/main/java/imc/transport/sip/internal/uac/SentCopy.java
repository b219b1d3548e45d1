package imc.transport.sip.internal.uac;

import java.io.IOException;

/** A non-INVITE client transaction over UDP (RFC 3261 §17.1.2): what it takes to send the copy again, and its timers. */
final class SentCopy {

    private final Copy copy;
    private final Route route;

    /** Where the transaction is kept. */
    int slot;
    /** Tells it from others that were kept there. */
    long number;
    /** Ticks between the last transmission and the next one (Timer E). */
    int interval;
    /** The tick of the next transmission. */
    long due;
    /** The tick of Timer F. */
    long end;
    /** A provisional response came in: from then on Timer E is T2 (RFC 3261 §17.1.2.2). */
    volatile boolean proceeding;
    /** The next one with the same tick. */
    SentCopy next;

    SentCopy(Copy copy, Route route) {
        this.copy = copy;
        this.route = route;
    }

    /** Sends it, each time the same bytes. */
    void transmit() throws IOException {
        route.send(copy.encoded().copy(copy.receiver(), copy.hop().requestUri(), route.via(),
                Branch.of(slot, number), copy.callId()));
    }

    Ending ending() {
        return copy;
    }
}
