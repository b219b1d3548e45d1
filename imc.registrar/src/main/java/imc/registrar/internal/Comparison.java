package imc.registrar.internal;

import imc.api.location.Contact;
import imc.api.net.IpAddress;
import imc.registrar.internal.uri.ContactUri;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a contact of a request is one that is bound already, and takes its place. A client that says which one it is
 * is told by that and not by its URI (RFC 5626 §6): behind two NATs, two phones may well call themselves the same. Of
 * one that does not say so the URI counts (RFC 3261 §10.3 step 7), where it leads to the same host.
 *
 * @param callId    of the request: it stays the same as long as a client runs (RFC 3261 §10.2.4)
 * @param expires   its Expires header
 * @param placement where the requests for its contacts go
 */
record Comparison(String callId, OptionalLong expires, Placement placement) {

    /**
     * Whether a contact takes the place of a binding, or takes it back.
     *
     * @param bound the contact of the binding
     * @throws Refused where the contact would be at a place that is not allowed
     */
    boolean isReplaced(Binding binding, ContactValue bound, ContactValue contact) throws Refused {
        boolean sameUri = contact.uri().matches(bound.uri());
        if (contact.instance() == null || bound.instance() == null) {
            return sameUri && (callId.equals(binding.callId()) || isAtSameHost(binding, bound.uri(), contact.uri()))
                    || isEvidentlyTheClientOf(binding, bound, contact);
        }
        if (contact.instance().equals(bound.instance())) {
            if (contact.regId() == bound.regId()) {
                // One that takes back a contact without naming a flow means that URI, and not what has replaced it.
                return sameUri || !isTakenBack(contact) || contact.regId() > 0;
            }
            if (contact.regId() == 0 || bound.regId() == 0) {
                return sameUri;
            }
        }
        return sameUri && !isTakenBack(contact) && isSamePlace(placement.of(contact), binding.place());
    }

    /** Whether the later of two contacts of one request is the one that counts. */
    boolean isRepeated(ContactValue earlier, ContactValue later) {
        boolean sameFlow = later.instance() != null && later.instance().equals(earlier.instance())
                && later.regId() == earlier.regId();
        return earlier.uri().matches(later.uri()) || sameFlow && !isTakenBack(earlier) && !isTakenBack(later);
    }

    /**
     * A client that does not say which one it is, but that has kept its connection, or the Call-ID and the host, and
     * the name that it gave itself.
     */
    private boolean isEvidentlyTheClientOf(Binding binding, ContactValue bound, ContactValue contact) {
        if (contact.instance() != null || bound.instance() != null || isTakenBack(contact)
                || !placement.origin().isDirect() || !contact.uri().isNamedAs(bound.uri())) {
            return false;
        }
        long flow = placement.origin().flow().id();
        return flow != 0 && flow == binding.flowId()
                || callId.equals(binding.callId()) && contact.uri().host().equals(bound.uri().host());
    }

    private boolean isTakenBack(ContactValue contact) {
        return contact.expires().orElse(expires.orElse(1)) == 0;
    }

    /** Of two contacts with one URI: what is behind one NAT by one private address is one client, on whatever port. */
    private boolean isAtSameHost(Binding binding, ContactUri bound, ContactUri contact) {
        String before = binding.place().flowOnly() ? binding.place().flow().orElseThrow().host() : bound.host();
        String now = placement.host(contact);
        Optional<InetAddress> address = IpAddress.literal(now);
        return before.equals(now) || address.isPresent() && address.equals(IpAddress.literal(before));
    }

    /** Of two contacts with one URI: whether who is reached by the one is reached by the other, and would be twice. */
    private static boolean isSamePlace(Contact one, Contact other) {
        boolean oneByUri = !one.flowOnly() && !other.flowOnly() && (one.flow().isEmpty() || other.flow().isEmpty());
        return one.path().equals(other.path()) && (oneByUri || one.flow().equals(other.flow()));
    }
}
