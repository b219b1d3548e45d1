package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.sip.internal.route.Generations;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.NextHops;
import java.util.List;

/**
 * The destinations of each receiver, made out again only when what they depend on has changed: the outbound proxy, or
 * the receiver's contacts, which are asked for each time. Safe for use by many threads.
 */
public final class Destinations {

    /** Of the heap, for both generations together; and what one takes up, beside its texts. */
    private static final int THOUSANDTHS = 60;
    private static final int WEIGHT = 400;
    private static final int WEIGHT_OF_EACH = 600;

    private final NextHops nextHops;
    private final Backlogs backlogs;
    private final Generations<SipAddress, Known> all =
            new Generations<>(Generations.heap(THOUSANDTHS), (receiver, known) -> known.weight());

    /** @param basis what they were made out of */
    private record Known(NextHops.Basis basis, Targets targets) {

        /** The Request-URI stands in the hop, the lane and the head of a copy, over a flow and without one. */
        int weight() {
            return WEIGHT + targets.all().stream()
                    .mapToInt(to -> WEIGHT_OF_EACH + 6 * to.hop().requestUri().length()).sum();
        }
    }

    /** Makes them as they are asked for. */
    public Destinations(NextHops nextHops, Backlogs backlogs) {
        this.nextHops = nextHops;
        this.backlogs = backlogs;
    }

    /** None where the receiver is known nowhere. */
    Targets of(SipAddress receiver) {
        NextHops.Basis basis = nextHops.basis(receiver);
        Known known = all.get(receiver);
        if (known == null || !known.basis.equals(basis)) {
            known = new Known(basis, Targets.of(nextHops.of(receiver, basis).stream()
                    .map(place -> of(receiver, place.hop(), place)).toList()));
            all.put(receiver, known);
        }
        return known.targets;
    }

    /** A destination that is for one copy only. */
    Destination of(SipAddress receiver, NextHop hop) {
        return of(receiver, hop, null);
    }

    private Destination of(SipAddress receiver, NextHop hop, NextHops.Place listed) {
        return new Destination(hop, listed, backlogs.of(hop), receiver.toString());
    }

    /**
     * Whether it was a contact of the receiver's, an IP address, and he has others by now, but not this one. The
     * servers of a name would be blamed for that.
     */
    boolean hasLeft(SipAddress receiver, Destination from) {
        if (from.listed() == null) {
            return false;
        }
        NextHop contact = from.listed().hop();
        if (contact.kind() != NextHop.Kind.CONTACT || contact.target() != null) {
            return false;
        }
        List<Destination> now = of(receiver).all();
        return !now.isEmpty() && now.stream().map(Destination::hop)
                .allMatch(hop -> hop.kind() == NextHop.Kind.CONTACT && !hop.equals(contact));
    }

    /** Some seconds have gone by: what has not been used since the last time is forgotten. */
    public void age() {
        all.age();
        backlogs.forgetEmpty();
    }
}
