package imc.api.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of IP addresses, networks and, where they make sense, host names.
 *
 * @param text     as it was written
 * @param networks the addresses and networks; an address is a network of itself
 * @param names    host names in lower case; {@code *.example.net} stands for every name below it
 */
public record Networks(String text, List<Network> networks, List<String> names) {

    /** None. */
    public static final Networks NONE = new Networks("", List.of(), List.of());

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /**
     * A network of IP addresses.
     *
     * @param address one of its addresses; not to be changed
     * @param prefix  how many of the leading bits count
     */
    public record Network(byte[] address, int prefix) {

        /** Whether an address is in it, as its bytes stand in network order. */
        public boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = prefix / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = 8 - prefix % 8;
            return rest == 8 || (address[whole] & 0xFF) >> rest == (other[whole] & 0xFF) >> rest;
        }
    }

    /**
     * Reads a list like {@code 192.0.2.0/24, 2001:db8::/32, pbx.example.com, *.example.net}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Networks parse(String text) {
        List<Network> networks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String part : text.split(",")) {
            String entry = part.strip().toLowerCase(Locale.ROOT);
            Optional<InetAddress> address = IpAddress.literal(entry.split("/", 2)[0].strip());
            if (address.isPresent()) {
                networks.add(network(entry, address.get().getAddress()));
            } else if (NAME.matcher(entry).matches() && !entry.matches("[0-9.]+")) {
                names.add(entry);
            } else if (!entry.isEmpty()) {
                throw new IllegalArgumentException("'" + part.strip() + "' is no address, no network and no name");
            }
        }
        return new Networks(text, List.copyOf(networks), List.copyOf(names));
    }

    /**
     * As the other, without names: a request comes from an address.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Networks ofAddresses(String text) {
        Networks networks = parse(text);
        if (!networks.names.isEmpty()) {
            throw new IllegalArgumentException("'" + networks.names.get(0) + "' is a name");
        }
        return networks;
    }

    private static Network network(String entry, byte[] address) {
        int slash = entry.indexOf('/');
        String prefix = slash < 0 ? Integer.toString(8 * address.length) : entry.substring(slash + 1).strip();
        if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > 8 * address.length) {
            throw new IllegalArgumentException("'" + entry + "' has no prefix from 0 to " + 8 * address.length);
        }
        return new Network(address, Integer.parseInt(prefix));
    }

    /** Whether the host of a URI is on the list. A name is there only by its name, never by what it resolves to. */
    public boolean contains(String host) {
        Optional<InetAddress> address = IpAddress.literal(host);
        if (address.isEmpty()) {
            return names.stream().anyMatch(name -> name.startsWith("*.")
                    ? host.endsWith(name.substring(1)) : host.equals(name));
        }
        return contains(address.get());
    }

    /** Whether the address is on the list. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Network network : networks) {
            if (network.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Networks that && text.equals(that.text);
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
