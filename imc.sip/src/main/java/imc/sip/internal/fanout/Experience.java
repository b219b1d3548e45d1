package imc.sip.internal.fanout;

import imc.api.transport.Delivery;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.Route;
import imc.sip.internal.route.Unproven;

/**
 * What copies meet with at their next hops, which others go by: whether the outbound proxy works, and follows; who has
 * ever answered; which servers of a name fail.
 */
public record Experience(Outage outage, Congestion congestion, Unproven unproven, Names names) {

    private static boolean isProxy(NextHop hop) {
        return hop.kind() == NextHop.Kind.PROXY;
    }

    /** Whether so much may go by UDP now, or is lost as any datagram may be. */
    boolean mayGo(NextHop hop, Route route, int length) {
        return isProxy(hop) || unproven.allows(route.to(), length);
    }

    /** Somebody has answered there. */
    void heard(NextHop hop, Route route) {
        if (!isProxy(hop) && !route.isReliable()) {
            unproven.answered(route.to());
        }
    }

    /** A copy waits to be written. */
    void waitsIn(NextHop hop, WriteQueue queue) {
        if (isProxy(hop)) {
            congestion.waitsIn(queue);
        }
    }

    /** A final response came. */
    void answered(NextHop hop, int status) {
        if (isProxy(hop)) {
            outage.answered(status);
        }
    }

    /** What became of a copy: whether that is the receiver's own fault, or everybody's fate. */
    Delivery judged(NextHop hop, Delivery delivery) {
        return isProxy(hop) ? outage.judged(delivery) : delivery;
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
