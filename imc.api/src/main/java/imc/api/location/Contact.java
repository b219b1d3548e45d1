package imc.api.location;

import imc.api.sip.Flow;
import java.util.Objects;
import java.util.Optional;

/**
 * One place where a user can be reached.
 *
 * @param uri  the Request-URI of a request that goes there, with its parameters
 * @param flow the connection over which the user registered, where that was a stream: a client behind it often
 *             listens nowhere else (RFC 5626 §5.3). Empty for UDP
 */
public record Contact(String uri, Optional<Flow> flow) {

    public Contact {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(flow, "flow");
    }
}
