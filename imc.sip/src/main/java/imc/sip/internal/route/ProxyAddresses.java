package imc.sip.internal.route;

import imc.api.net.IpAddress;
import imc.sip.internal.config.SipUri;
import imc.sip.internal.dns.Dns;
import imc.sip.internal.dns.Servers;
import imc.sip.internal.listen.Listening;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The IP addresses of the outbound proxy, which is trusted more than others. Safe for use by many threads. */
public final class ProxyAddresses {

    private final Supplier<Optional<SipUri>> proxy;
    private final Dns dns;
    private final Names names;
    private final Listening listening;
    private volatile Known known = new Known(Optional.empty(), Set.of());

    private record Known(Optional<SipUri> proxy, Set<InetAddress> addresses) {
    }

    /** @param proxy the one in force */
    public ProxyAddresses(Supplier<Optional<SipUri>> proxy, Dns dns, Names names, Listening listening) {
        this.proxy = proxy;
        this.dns = dns;
        this.names = names;
        this.listening = listening;
    }

    /** Whether it is one of these. Never waits: a name that has not been found yet has none, and is looked up. */
    public boolean contains(InetAddress address) {
        Optional<SipUri> now = proxy.get();
        return now.isPresent() && addresses(now).contains(address);
    }

    private Set<InetAddress> addresses(Optional<SipUri> now) {
        Known last = known;
        if (last.proxy().equals(now) && NextHop.isLiteral(now.get().host())) {
            return last.addresses();
        }
        Set<InetAddress> found = found(now.get());
        if (found.isEmpty() && last.proxy().equals(now)) {
            return last.addresses(); // What is being looked up again is most likely what it was.
        }
        if (!last.addresses().equals(found) || !last.proxy().equals(now)) {
            known = new Known(now, found);
        }
        return found;
    }

    private Set<InetAddress> found(SipUri uri) {
        if (NextHop.isLiteral(uri.host())) {
            return IpAddress.literal(uri.host()).map(Set::of).orElse(Set.of());
        }
        Servers servers = dns.known(NextHops.target(uri));
        if (servers == null) {
            look();
        }
        return servers == null ? Set.of() : servers.all().stream().map(server -> server.address().getAddress())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether what is sent to a proxy comes back to us; only an IP address tells. */
    public boolean areOurs(SipUri uri) {
        NextHop hop = NextHops.proxy(uri);
        return hop.isLiteral() && found(uri).stream()
                .anyMatch(address -> listening.isOurOwn(hop.transport(), new InetSocketAddress(address, hop.port())));
    }

    /** Has its name looked up, where it has one, so that it stays known. */
    public void look() {
        proxy.get().filter(uri -> !NextHop.isLiteral(uri.host())).ifPresent(uri -> names.look(NextHops.target(uri)));
    }
}
