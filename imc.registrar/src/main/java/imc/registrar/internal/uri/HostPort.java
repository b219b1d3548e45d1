package imc.registrar.internal.uri;

import imc.api.net.IpAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host and the port of a URI.
 *
 * @param host in lower case, an IPv6 address in its brackets and in one spelling
 * @param port 1 to 65535, or 0 where there is none
 */
record HostPort(String host, int port) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Reads {@code host} or {@code host:port}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static HostPort parse(String text) {
        int colon = text.indexOf(':', Math.max(0, text.indexOf(']')));
        String host = colon < 0 ? text : text.substring(0, colon);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is no host name and no IP address");
        }
        return new HostPort(host.startsWith("[") ? ipv6(host) : host.toLowerCase(Locale.ROOT),
                colon < 0 ? 0 : port(text.substring(colon + 1)));
    }

    /** Two spellings of one address are the same host (RFC 5954 §4). */
    private static String ipv6(String host) {
        return IpAddress.literal(host).map(address -> '[' + address.getHostAddress() + ']').orElseThrow(
                () -> new IllegalArgumentException("'" + host + "' is no IPv6 address"));
    }

    private static int port(String text) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'" + text + "' is no port: 1 to 65535 is expected");
        }
        return port;
    }
}
