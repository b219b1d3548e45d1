package imc.auth.internal;

import imc.api.sip.SipRequest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom we believe who has sent a request: IP addresses and networks, and names in certificates that peers show over
 * TLS.
 *
 * @param text as it was written
 */
record Peers(String text, List<Network> networks, Set<String> names) {

    static final Peers NONE = new Peers("", List.of(), Set.of());

    private static final int MOST = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /** @param prefix how many of the leading bits count */
    record Network(byte[] address, int prefix) {

        boolean contains(byte[] other) {
            int rest = 8 * address.length - prefix;
            return other.length == address.length
                    && new BigInteger(1, address).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
        }
    }

    /**
     * Reads a list like {@code 192.0.2.7, 2001:db8::/32, proxy.example.com}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Peers parse(String text) {
        List<Network> networks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String part : text.split(",")) {
            String entry = part.strip().toLowerCase(Locale.ROOT);
            String[] halves = entry.split("/", 2);
            if (ADDRESS.matcher(halves[0]).matches()) {
                networks.add(network(entry, halves));
            } else if (NAME.matcher(entry).matches()) {
                names.add(entry);
            } else if (!entry.isEmpty()) {
                throw new IllegalArgumentException("'" + part.strip() + "' is no address, no network and no name");
            }
        }
        if (networks.size() + names.size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST);
        }
        return new Peers(text, List.copyOf(networks), Set.copyOf(names));
    }

    private static Network network(String entry, String[] halves) {
        try {
            String host = halves[0].startsWith("[") && halves[0].endsWith("]")
                    ? halves[0].substring(1, halves[0].length() - 1) : halves[0];
            if (host.indexOf(':') < 0 && host.chars().filter(c -> c == '.').count() != 3) {
                throw new IllegalArgumentException("'" + entry + "' is no address");
            }
            byte[] address = InetAddress.getByName(host).getAddress();
            String prefix = halves.length == 1 ? Integer.toString(8 * address.length) : halves[1].strip();
            if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > 8 * address.length) {
                throw new IllegalArgumentException("'" + entry + "' has no prefix from 0 to " + 8 * address.length);
            }
            return new Network(address, Integer.parseInt(prefix));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + entry + "' is no address", e);
        }
    }

    /** Whether a request has come from one of them. */
    boolean contain(SipRequest request) {
        if (request.peerNames().stream().anyMatch(names::contains)) {
            return true;
        }
        if (networks.isEmpty()) {
            return false;
        }
        try {
            byte[] address = InetAddress.getByName(request.source().host()).getAddress(); // no name: nobody is asked
            return networks.stream().anyMatch(network -> network.contains(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    boolean isEmpty() {
        return networks.isEmpty() && names.isEmpty();
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Peers that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
