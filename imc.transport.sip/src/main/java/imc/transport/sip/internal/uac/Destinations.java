package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The destinations of each receiver, made out again only when what they depend on has changed: the outbound proxy, or
 * the receiver's contacts, which are asked for each time. Bounded; safe for use by many threads.
 */
final class Destinations {

    private static final int MAX_SIZE = 50_000;

    private final NextHops nextHops;
    private final Backlogs backlogs;
    private final Map<SipAddress, Known> known = new ConcurrentHashMap<>();

    /** @param basis what they were made out of */
    private record Known(NextHops.Basis basis, List<Destination> destinations) {
    }

    Destinations(NextHops nextHops, Backlogs backlogs) {
        this.nextHops = nextHops;
        this.backlogs = backlogs;
    }

    /** One copy goes to each of these; none where the receiver is known nowhere. */
    List<Destination> of(SipAddress receiver) {
        NextHops.Basis basis = nextHops.basis(receiver);
        Known there = known.get(receiver);
        if (there != null && there.basis.equals(basis)) {
            return there.destinations;
        }
        List<Destination> destinations =
                nextHops.of(receiver, basis).stream().map(hop -> of(receiver, hop)).toList();
        if (known.size() >= MAX_SIZE) {
            known.clear();
        }
        known.put(receiver, new Known(basis, destinations));
        return destinations;
    }

    /** A destination that is for one copy only. */
    Destination of(SipAddress receiver, NextHop hop) {
        return new Destination(hop, backlogs.of(hop), receiver.toString());
    }
}
