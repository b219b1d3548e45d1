package imc.sip.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param host      an IP address, IPv6 without brackets, or a name
 * @param port      0 for any that is free
 */
public record ListeningAddress(String transport, String host, int port) {

    private static final Pattern SHAPE =
            Pattern.compile("(?i)(udp|tcp|tls):(?:\\[([0-9a-f:.%]+)]|([^\\[\\]:\\s]+)):([0-9]{1,5})");

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
        return new ListeningAddress(parts.group(1).toLowerCase(Locale.ROOT), host, port);
    }

    /** Whether it is for TLS. */
    public boolean isSecure() {
        return transport.equals("tls");
    }

    /** {@code udp:127.0.0.1:5060}, as it is configured. */
    @Override
    public String toString() {
        return transport + ':' + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
