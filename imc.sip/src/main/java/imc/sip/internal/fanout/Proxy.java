package imc.sip.internal.fanout;

import imc.api.transport.Delivery;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.route.NextHop;

/** What copies meet with at the outbound proxy, which is everybody's: whether it works, and whether it follows. */
public record Proxy(Outage outage, Congestion congestion) {

    /** A copy waits to be written. */
    void waitsIn(NextHop hop, WriteQueue queue) {
        if (hop.isProxy()) {
            congestion.waitsIn(queue);
        }
    }

    /** A final response came. */
    void answered(NextHop hop, int status) {
        if (hop.isProxy()) {
            outage.answered(status);
        }
    }

    /** What became of a copy: whether that is the receiver's own fault, or everybody's fate. */
    Delivery judged(NextHop hop, Delivery delivery) {
        return hop.isProxy() ? outage.judged(delivery) : delivery;
    }
}
