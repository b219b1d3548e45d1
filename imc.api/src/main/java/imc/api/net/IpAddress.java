package imc.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as they stand in URIs. Names are not resolved: nothing here ever waits. */
public final class IpAddress {

    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");

    private static final int HALF_OF_IPV6 = 8;

    private IpAddress() {
    }

    /** @param host an IPv6 address with brackets or without; empty for a name, and for what is no address */
    public static Optional<InetAddress> literal(String host) {
        String text = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Without a name to ask for, nobody is asked.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Whose requests are counted together: an IPv4 address, or the /64 network of an IPv6 address, of which whoever has
     * one has all.
     *
     * @param host an IP address; anything else is given back as it is
     */
    public static String source(String host) {
        return literal(host).map(InetAddress::getAddress).filter(address -> address.length > HALF_OF_IPV6)
                .map(address -> HexFormat.of().formatHex(address, 0, HALF_OF_IPV6) + "/64").orElse(host);
    }
}
