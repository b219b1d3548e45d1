package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.io.IOException;

/** A non-INVITE client transaction over UDP (RFC 3261 §17.1.2): what it takes to send the copy again, and its timers. */
final class SentCopy {

    private final EncodedBroadcast encoded;
    private final SipAddress receiver;
    private final String requestUri;
    private final String callId;
    private final Route route;
    private final Outcome outcome;

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

    SentCopy(EncodedBroadcast encoded, SipAddress receiver, String requestUri, String callId, Route route,
            Outcome outcome) {
        this.encoded = encoded;
        this.receiver = receiver;
        this.requestUri = requestUri;
        this.callId = callId;
        this.route = route;
        this.outcome = outcome;
    }

    /** Sends it, each time the same bytes. */
    void transmit() throws IOException {
        route.send(encoded.copy(receiver, requestUri, route.via(), Branch.of(slot, number), callId));
    }

    void ended(Delivery delivery) {
        outcome.ended(delivery);
    }
}
