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
 */
public record Contact(String uri, Optional<Flow> flow, boolean flowOnly, List<String> path) {

    public Contact {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(flow, "flow");
        path = List.copyOf(path);
        if (flow.isEmpty() && flowOnly || flow.isPresent() && !path.isEmpty()) {
            throw new IllegalArgumentException(flowOnly ? "no flow" : "a flow and a path");
        }
    }

    /** To be reached over the flow, if there is one, and else at the URI. */
    public Contact(String uri, Optional<Flow> flow) {
        this(uri, flow, false, List.of());
    }
}
