package imc.sip.internal.fanout;

import imc.api.transport.Delivery;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;

/**
 * What copies meet with at their next hops, which others go by: whether the outbound proxy works, and follows; which
 * servers of a name fail.
 */
public record Experience(Outage outage, Congestion congestion, Names names) {

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

    /** One of several servers of a name has answered. */
    void serverAnswered(NextHop hop) {
        if (hop.server() != null) {
            names.answered(hop.server());
        }
    }

    /** One of the servers of a name has not taken a copy. */
    void serverFailed(NextHop hop, Delivery delivery, int retryAfter) {
        if (hop.server() != null) {
            names.failed(hop.server(), delivery, retryAfter);
        }
    }
}
