package imc.api.sip;

import imc.api.SipAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A request, free of any stack's types.
 *
 * @param method     as it stands: methods are told apart by case (RFC 3261 §7.1)
 * @param requestUri as it stands on the request line
 * @param headers    all header fields
 * @param body       empty rather than null; not to be changed
 * @param source     where it came from
 * @param identity   who has sent it, as a {@link SipFilter} has found out; empty where none has
 * @param toTag      the tag of our end, of which a dialog can be made (RFC 3261 §12.1.1): that in its To or, where
 *                   there is none, that in the To of its answer; empty where nobody has yet said which
 * @param peerNames  the names of SIP domains in the certificate, trusted here, that its peer has shown over TLS (RFC
 *                   5922 §7.1), in lower case; empty for any other peer
 * @param guarded    whether the filter of a {@link SipGuard} has let it pass; where no guard has one, From may say
 *                   anything
 */
public record SipRequest(String method, String requestUri, SipHeaders headers, byte[] body, Flow source,
        Optional<SipAddress> identity, String toTag, Set<String> peerNames, boolean guarded) {

    public SipRequest {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(toTag, "toTag");
        peerNames = Set.copyOf(peerNames);
    }

    /** One that no guard has looked at. */
    public SipRequest(String method, String requestUri, SipHeaders headers, byte[] body, Flow source,
            Optional<SipAddress> identity, String toTag, Set<String> peerNames) {
        this(method, requestUri, headers, body, source, identity, toTag, peerNames, false);
    }

    /** One whose peer has shown no certificate. */
    public SipRequest(String method, String requestUri, SipHeaders headers, byte[] body, Flow source,
            Optional<SipAddress> identity, String toTag) {
        this(method, requestUri, headers, body, source, identity, toTag, Set.of());
    }

    /** One of which nobody has found out who has sent it. */
    public SipRequest(String method, String requestUri, SipHeaders headers, byte[] body, Flow source) {
        this(method, requestUri, headers, body, source, Optional.empty(), "");
    }
}
