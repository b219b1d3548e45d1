package imc.sip.internal.config;

import imc.api.sip.TransportKind;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where to listen.
 *
 * @param transport by what
 * @param host      an IP address, IPv6 without brackets, or a name
 * @param port      0 for any that is free
 */
public record ListeningAddress(TransportKind transport, String host, int port) {

    private static final Pattern SHAPE = Pattern.compile("(?i)(" + Stream.of(TransportKind.values())
            .map(TransportKind::toString).collect(Collectors.joining("|"))
            + "):(?:\\[([0-9a-f:.%]+)]|([^\\[\\]:\\s]+)):([0-9]{1,5})");

    /**
     * Reads a list, its members parted by commas.
     *
     * @throws IllegalArgumentException saying which member is wrong
     */
    public static List<ListeningAddress> list(String text) {
        List<ListeningAddress> addresses = new ArrayList<>();
        for (String member : text.split(",")) {
            ListeningAddress address = parse(member.strip());
            if (address.port != 0 && addresses.contains(address)) {
                throw new IllegalArgumentException("'" + address + "' is there twice");
            }
            addresses.add(address);
        }
        return List.copyOf(addresses);
    }

    private static ListeningAddress parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no address to listen at");
        }
        int port = Integer.parseInt(parts.group(4));
        if (port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' has a port above 65535");
        }
        String host = parts.group(2) == null ? parts.group(3) : parts.group(2);
        return new ListeningAddress(TransportKind.of(parts.group(1)), host, port);
    }

    /** Whether what is sent to an address comes to whoever listens at one of ours, on the same port. */
    public static boolean isHeardAt(InetAddress own, InetAddress address) {
        try {
            return own.equals(address) || own.isAnyLocalAddress() && (address.isAnyLocalAddress()
                    || address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether it is for TLS. */
    public boolean isSecure() {
        return transport.isSecure();
    }

    /** {@code udp:127.0.0.1:5060}, as it is configured. */
    @Override
    public String toString() {
        return transport.toString() + ':' + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
