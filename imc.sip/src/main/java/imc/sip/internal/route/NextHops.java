package imc.sip.internal.route;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.net.IpAddress;
import imc.api.sip.Flow;
import imc.api.sip.NameAddress;
import imc.api.sip.TransportKind;
import imc.sip.internal.config.SipUri;
import imc.sip.internal.dns.Target;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a receiver's copies go: the outbound proxy if there is one, else the registered contacts, else the host of
 * the receiver's own address. Asks nobody and never waits.
 *
 * @param proxy    the outbound proxy in force
 * @param contacts a user's registered contacts, the preferred one first
 */
public record NextHops(Supplier<Optional<SipUri>> proxy, Function<SipAddress, List<Contact>> contacts) {

    private static final Logger LOG = LoggerFactory.getLogger(NextHops.class);
    private static final int USE_PROXY = 305;
    private static final Pattern GR = Pattern.compile("(?i)^sips?:[^@?]+@[^?]*;gr=([^;?]+)");

    /** What the next hops of a receiver are made out of; as long as it is the same, so are they. */
    public record Basis(Optional<SipUri> proxy, List<Contact> contacts) {
    }

    public Basis basis(SipAddress receiver) {
        Optional<SipUri> through = proxy.get();
        return new Basis(through, through.isPresent() ? List.of() : contacts.apply(receiver));
    }

    /**
     * One of the places where a receiver is.
     *
     * @param q      as {@link Contact#q()}
     * @param device as {@link Contact#instance()}
     */
    public record Place(NextHop hop, int q, String device) {

        private Place(NextHop hop) {
            this(hop, Contact.MOST, "");
        }
    }

    /** The preferred ones first; none where the receiver is known nowhere. */
    public List<Place> of(SipAddress receiver, Basis basis) {
        Optional<SipUri> through = basis.proxy();
        if (through.isPresent()) {
            return List.of(new Place(hop(NextHop.Kind.PROXY, receiver.toString(), "", through.get())));
        }
        List<Place> places = new ArrayList<>();
        basis.contacts().forEach(contact -> add(places, receiver, contact));
        if (places.isEmpty() && !receiver.isTelephone()) {
            String host = receiver.host().replaceAll("[\\[\\]]", "");
            places.add(new Place(hop(NextHop.Kind.ADDRESS, receiver.toString(), "",
                    new SipUri(receiver.toString(), host, 0, receiver.scheme().equals("sips")
                            ? TransportKind.TLS.toString() : ""))));
        }
        return places;
    }

    /**
     * Where a copy goes that a 3xx has sent elsewhere: to the outbound proxy if there is one, with the contact as
     * Request-URI, else to the contact. 305 names a proxy, and leaves the Request-URI as it was. Without a proxy, only
     * contacts at the very address that has answered are followed: no member makes us write to a service behind our
     * firewall, by a contact no more than by a 3xx.
     */
    public List<NextHop> redirected(NextHop from, int status, List<String> contacts) {
        boolean secure = from.requestUri().regionMatches(true, 0, "sips:", 0, 5);
        Optional<SipUri> through = proxy.get();
        NextHop.Kind kind = through.isPresent() ? NextHop.Kind.PROXY : NextHop.Kind.CONTACT;
        return Redirection.of(contacts, secure).stream()
                .filter(uri -> through.isPresent() || isSameHost(uri.host(), from.host()))
                .map(uri -> hop(kind, status == USE_PROXY ? from.requestUri() : uri.text(), "", through.orElse(uri)))
                .toList();
    }

    private static boolean isSameHost(String host, String other) {
        Optional<InetAddress> address = NextHop.isLiteral(host) ? IpAddress.literal(host) : Optional.empty();
        return address.isPresent() && NextHop.isLiteral(other) && address.equals(IpAddress.literal(other));
    }

    private static void add(List<Place> places, SipAddress receiver, Contact contact) {
        try {
            places.add(new Place(hop(contact), contact.q(), contact.instance()));
        } catch (IllegalArgumentException e) {
            LOG.warn("A contact of {} is of no use: {}", receiver, e.getMessage());
        }
    }

    private static NextHop hop(Contact contact) {
        SipUri uri = SipUri.parse(contact.uri());
        if (!contact.path().isEmpty()) {
            // RFC 3327 §5.4: the path is the route, and its first proxy is where it begins (RFC 3261 §12.2.1.1).
            String first = NameAddress.parse(contact.path().get(0)).uri();
            return hop(NextHop.Kind.CONTACT, uri.text(), String.join(", ", contact.path()), SipUri.parse(first));
        }
        NextHop hop = hop(NextHop.Kind.CONTACT, uri.text(), "", uri);
        if (contact.flow().isEmpty()) {
            return hop;
        }
        Flow flow = contact.flow().get();
        // Datagrams need no connection to be open.
        return flow.kind().isReliable() ? hop.with(flow, contact.flowOnly()) : hop.with(flow, true).overFlow();
    }

    private static NextHop hop(NextHop.Kind kind, String requestUri, String route, SipUri to) {
        TransportKind transport = to.kind().orElse(null);
        int port = to.port() != 0 || transport == null ? to.port() : transport.defaultPort();
        return new NextHop(kind, requestUri, route, transport, to.host(), port,
                transport == null || NextHop.isLiteral(to.host()) ? null : target(to));
    }

    /**
     * The way to a URI, or to where its route begins (RFC 3261 §12.2.1.1).
     *
     * @throws IllegalArgumentException where one of them is no SIP URI
     */
    public NextHop to(String uri, List<String> route) {
        SipUri to = SipUri.parse(uri);
        if (!route.isEmpty()) {
            return hop(NextHop.Kind.CONTACT, to.text(), "", SipUri.parse(NameAddress.parse(route.get(0)).uri()));
        }
        Optional<SipUri> through = proxy.get();
        return hop(through.isPresent() ? NextHop.Kind.PROXY : NextHop.Kind.CONTACT, to.text(), "", through.orElse(to));
    }

    /**
     * The ways to the device that a GRUU means (RFC 5627 §3.4), none where that is not registered. What is no GRUU of a
     * user who is registered has no answer, and goes where it says.
     */
    public Optional<List<NextHop>> device(String uri) {
        Matcher gr = GR.matcher(uri);
        if (!gr.find() || proxy.get().isPresent()) {
            return Optional.empty();
        }
        SipAddress user = SipAddress.parse(uri);
        List<Contact> registered = contacts.apply(user);
        String device = '<' + URLDecoder.decode(gr.group(1).replace("+", "%2B"), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT) + '>';
        List<Place> places = new ArrayList<>();
        registered.stream().filter(contact -> contact.instance().equals(device))
                .forEach(contact -> add(places, user, contact));
        return registered.isEmpty() ? Optional.empty() : Optional.of(places.stream().map(Place::hop).toList());
    }

    /**
     * The way over a flow, and over nothing else.
     *
     * @throws IllegalArgumentException where that is no SIP URI
     */
    public static NextHop over(Flow flow, String uri) {
        return new NextHop(NextHop.Kind.CONTACT, SipUri.parse(uri).text(), "", flow.kind(), flow.host(),
                flow.port(), null).with(flow, true).overFlow();
    }

    /** The way to a proxy. */
    static NextHop proxy(SipUri uri) {
        return hop(NextHop.Kind.PROXY, uri.text(), "", uri);
    }

    /** What a URI says about where to go, where its host is a name. */
    static Target target(SipUri to) {
        return new Target(to.isSecure(), to.host().toLowerCase(Locale.ROOT), to.port(),
                to.isSecure() || to.transport().isEmpty() ? Optional.empty() : to.kind());
    }
}
