package imc.api.sip;

import imc.api.SipAddress;
import java.util.Objects;

/** Whom a request of ours is for. */
public sealed interface Recipient {

    /**
     * Whoever a URI means (RFC 3263): its name is looked up, and where one of its servers fails, the next one is tried.
     * Where there is a Route header, the first of its URIs says where the request goes (RFC 3261 §12.2.1.1), else the
     * outbound proxy, where there is one.
     *
     * @param uri the Request-URI: sip or sips
     */
    record Uri(String uri) implements Recipient {

        public Uri {
            Objects.requireNonNull(uri, "uri");
        }
    }

    /**
     * A user, who is sought as the members of a room are: through the outbound proxy, else at the registered contacts,
     * the preferred one first, until one takes it or has the last word, else at the host of the address.
     */
    record User(SipAddress address) implements Recipient {

        public User {
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * Whoever is at the other end of a flow (RFC 5626 §5.3). Over a connection that has ended nothing is sent.
     *
     * @param uri the Request-URI
     */
    record OverFlow(Flow flow, String uri) implements Recipient {

        public OverFlow {
            Objects.requireNonNull(flow, "flow");
            Objects.requireNonNull(uri, "uri");
        }
    }
}
