package imc.api.location;

import imc.api.sip.Flow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One place where a user can be reached.
 *
 * @param uri      the Request-URI of a request that goes there, with its parameters
 * @param flow     a connection: the one over which the user registered, to be preferred while it is open, because a
 *                 client behind it often listens nowhere else (RFC 5626 §5.3). With {@code udp}: the address from which
 *                 the user registered, to which datagrams go, whatever the URI says (its client is behind a NAT).
 *                 Empty: requests go to where the URI says
 * @param flowOnly whether the URI leads nowhere, so that nothing may be sent but over the flow, and nothing at all once
 *                 it has ended. Nothing without a flow
 * @param path     URIs of the proxies through which requests go, in this order, each with {@code lr} (RFC 3327): the
 *                 first one is where they are sent. Empty for none; without a flow
 * @param q        how much it is preferred, in thousandths: those of one q are reached together, those of a lower one
 *                 where all of the higher ones have failed (RFC 3261 §16.6)
 * @param instance which device it is, as {@code <urn:uuid:…>} in lower case (RFC 5626 §4.1): several contacts with one
 *                 instance are ways to one device, which gets what is sent by the first of them that works; an empty
 *                 text where it is not known
 */
public record Contact(String uri, Optional<Flow> flow, boolean flowOnly, List<String> path, int q, String instance) {

    /** The {@link #q()} of a contact that says nothing about it. */
    public static final int MOST = 1000;

    public Contact {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(flow, "flow");
        path = List.copyOf(path);
        Objects.requireNonNull(instance, "instance");
        if (flow.isEmpty() && flowOnly || flow.isPresent() && !path.isEmpty()) {
            throw new IllegalArgumentException(flowOnly ? "no flow" : "a flow and a path");
        }
    }

    /** One that says neither how much it is preferred nor which device it is. */
    public Contact(String uri, Optional<Flow> flow, boolean flowOnly, List<String> path) {
        this(uri, flow, flowOnly, path, MOST, "");
    }

    /** To be reached over the flow, if there is one, and else at the URI. */
    public Contact(String uri, Optional<Flow> flow) {
        this(uri, flow, false, List.of());
    }
}
