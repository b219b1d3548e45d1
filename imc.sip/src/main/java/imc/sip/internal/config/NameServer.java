package imc.sip.internal.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name server, by its IP address: a name would have to be looked up first. */
public record NameServer(InetSocketAddress address) {

    private static final int DNS_PORT = 53;
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern SHAPE = Pattern.compile(
            "(?:\\[([0-9a-fA-F:.]+)]|((?:" + BYTE + "\\.){3}" + BYTE + "))(?::([0-9]{1,5}))?");

    /**
     * Reads a list, its members parted by commas; empty for none.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static List<NameServer> list(String text) {
        List<NameServer> servers = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                servers.add(parse(part.strip()));
            }
        }
        return List.copyOf(servers);
    }

    private static NameServer parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        int port = parts.matches() && parts.group(3) != null ? Integer.parseInt(parts.group(3)) : DNS_PORT;
        if (!parts.matches() || port == 0 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is no address of a name server");
        }
        try {
            return new NameServer(new InetSocketAddress(
                    InetAddress.getByName(parts.group(1) == null ? parts.group(2) : parts.group(1)), port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no address of a name server", e);
        }
    }

    /** {@code 192.0.2.1:53}. */
    @Override
    public String toString() {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }
}
