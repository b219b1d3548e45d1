package imc.mi.http.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host the address as it stands in a URL, with the brackets of IPv6
 * @param port 0 for any that is free
 */
record Endpoint(String host, InetAddress address, int port) {

    /** Addresses alone: a name may become another machine's, and would have to be asked for. */
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
    private static final Pattern TEXT = Pattern.compile(
            "(?<host>" + BYTE + "(\\." + BYTE + "){3}|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    /** Reads {@code 127.0.0.1:8090} or {@code [::1]:8090}. */
    static Endpoint parse(String text) {
        Matcher read = TEXT.matcher(text);
        if (!read.matches() || Integer.parseInt(read.group("port")) > LAST_PORT) {
            throw new IllegalArgumentException();
        }
        try {
            return new Endpoint(read.group("host"), InetAddress.getByName(read.group("host")),
                    Integer.parseInt(read.group("port")));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("it is no address", e);
        }
    }

    /** Whether nobody on another machine can reach it. */
    boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    Endpoint atPort(int actual) {
        return new Endpoint(host, address, actual);
    }

    /** The beginning of a URL: {@code http://127.0.0.1:8090}. */
    @Override
    public String toString() {
        return "http://" + host + ":" + port;
    }
}
