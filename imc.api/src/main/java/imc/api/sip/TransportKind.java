package imc.api.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The transports of SIP, with all that tells one from another. Those that are not here are refused by their name.
 */
public enum TransportKind {

    /** Datagrams: requests are sent again until they are answered (RFC 3261 §17.1.2.2). */
    UDP(5060, false, false, "_sip._udp", "SIP+D2U"),
    /** A stream, on which Content-Length parts messages (RFC 3261 §18.3). */
    TCP(5060, true, false, "_sip._tcp", "SIP+D2T"),
    /** TLS over TCP (RFC 3261 §26.2.1). */
    TLS(5061, true, true, "_sips._tcp", "SIPS+D2T");

    private final String text = name().toLowerCase(Locale.ROOT);
    private final int defaultPort;
    private final boolean reliable;
    private final boolean secure;
    private final String srvPrefix;
    private final String naptrService;

    TransportKind(int defaultPort, boolean reliable, boolean secure, String srvPrefix, String naptrService) {
        this.defaultPort = defaultPort;
        this.reliable = reliable;
        this.secure = secure;
        this.srvPrefix = srvPrefix;
        this.naptrService = naptrService;
    }

    /**
     * The transport of a name, as it stands in a transport parameter (RFC 3261 §19.1.1), in a Via or in a setting.
     *
     * @param name in any case
     * @throws IllegalArgumentException naming what is unknown, and what is known
     */
    public static TransportKind of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of the transports "
                + Stream.of(values()).map(TransportKind::toString).collect(Collectors.joining(", "))));
    }

    /** The same; empty where the name is unknown. */
    public static Optional<TransportKind> find(String name) {
        for (TransportKind kind : values()) {
            if (kind.text.equalsIgnoreCase(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** How it is named in a Via header (RFC 3261 §20.42): {@code UDP}. */
    public String viaToken() {
        return name();
    }

    /** The port where none is named (RFC 3261 §19.1.2). */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether what is sent arrives, or is known not to: nothing is sent again, and there are connections. */
    public boolean isReliable() {
        return reliable;
    }

    /** Whether it is what a sips URI asks for (RFC 3261 §26.2.2). */
    public boolean isSecure() {
        return secure;
    }

    /** What stands before a domain to ask for its SRV records (RFC 3263 §4.1): {@code _sip._udp}. */
    public String srvPrefix() {
        return srvPrefix;
    }

    /** The service of its NAPTR records (RFC 3263 §4.1): {@code SIP+D2U}. */
    public String naptrService() {
        return naptrService;
    }

    /** {@code udp}, as it stands in URIs and settings. */
    @Override
    public String toString() {
        return text;
    }
}
