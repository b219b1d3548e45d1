package imc.registrar.internal;

import imc.api.sip.NameAddress;
import imc.api.sip.SipRequest;
import imc.registrar.internal.uri.ContactUri;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Whether a registration is over a flow that its client keeps open (RFC 5626). */
final class OutboundSupport {

    static final String TAG = "outbound";

    private OutboundSupport() {
    }

    /**
     * Whether a request is carried out as RFC 5626 says.
     *
     * @param expires its Expires header
     * @param path    values of its Path header
     * @throws Refused where its client wants that and cannot have it, or has misunderstood it
     */
    static boolean isApplied(SipRequest request, List<ContactValue> contacts, OptionalLong expires, List<String> path,
            boolean isDirect) throws Refused {
        if (contacts.stream().noneMatch(ContactValue::isOverFlow)) {
            return false;
        }
        if (contacts.stream().filter(contact -> contact.expires().orElse(expires.orElse(1)) > 0).count() > 1) {
            throw Refused.badRequest("A Contact with reg-id may stand only alone");
        }
        if (!isNamed(request, TAG)) {
            return false;
        }
        if (!isDirect && (path.isEmpty() || !knowsOutbound(path.get(path.size() - 1)))) {
            throw Refused.firstHopLacksOutbound();
        }
        return true;
    }

    /** Whether the client knows an extension; who requires it of us knows it, too. */
    static boolean isNamed(SipRequest request, String wanted) {
        return Stream.of("Supported", "Require").flatMap(header -> request.headers().all(header).stream())
                .anyMatch(tag -> tag.strip().equalsIgnoreCase(wanted));
    }

    /** The proxy that the client has sent to has put itself in before the others, who stand above (RFC 3327 §5.2). */
    private static boolean knowsOutbound(String proxy) {
        return ContactUri.parse(NameAddress.parse(proxy).uri()).parameters().containsKey("ob");
    }
}
