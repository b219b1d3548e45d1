package imc.sip.internal.config;

import imc.api.config.Settings;
import imc.api.sip.TransportKind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What is allowed and most likely not meant, in a sentence that names PID, key, value and what would be right. */
public final class Advice {

    private Advice() {
    }

    /**
     * Looks settings over.
     *
     * @param ourselves whether what is sent to a URI comes back
     * @return empty where nothing is to be said
     */
    public static Optional<String> on(Settings settings, Predicate<SipUri> ourselves) {
        return settings.get(SipSettings.OUTBOUND_PROXY).filter(ourselves).map(proxy -> SipSettings.PID
                + ": outbound_proxy = '" + proxy.text() + "': that is this server itself (listen), so that nothing can "
                + "be sent; right would be the address of another server, as sip:proxy.example.com, or nothing");
    }

    /**
     * What a server that listens on TLS would say of its keys instead of starting, as far as it can be told before.
     *
     * @return empty where nothing is to be said
     */
    public static Optional<String> onKeys(Settings settings) {
        return SipSettings.isSecure(settings) ? SipSettings.tlsKeys(settings).missing()
                .map(missing -> SipSettings.PID + ": " + missing.getMessage()) : Optional.empty();
    }

    /** Whether what is sent to a proxy comes to one of these addresses, as far as IP addresses tell. */
    public static boolean isListenedAt(SipUri proxy, List<ListeningAddress> addresses) {
        TransportKind transport = proxy.kind().orElseThrow();
        int port = proxy.port() != 0 ? proxy.port() : transport.defaultPort();
        return addresses.stream().anyMatch(address -> address.transport() == transport && address.port() == port
                && isSame(address.host(), proxy.host()));
    }

    private static boolean isSame(String own, String other) {
        return own.equalsIgnoreCase(other) || addresses(own).stream().anyMatch(mine ->
                addresses(other).stream().anyMatch(its -> ListeningAddress.isHeardAt(mine, its)));
    }

    /** Of an IP address, or of a name that is always the own machine's (RFC 6761 §6.3): nobody is asked for others. */
    private static List<InetAddress> addresses(String host) {
        try {
            if (host.toLowerCase(Locale.ROOT).matches("(.*\\.)?localhost\\.?")) {
                return List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
            }
            return host.indexOf(':') >= 0 || host.matches("[0-9.]+") ? List.of(InetAddress.getByName(host)) : List.of();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
