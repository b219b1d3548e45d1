package imc.auth.internal;

import imc.api.sip.Flow;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * From where somebody sends: an IPv4 address, or an IPv6 network of 64 bits, of which whoever has one has all
 * addresses.
 *
 * @param text the address, or the network's bits
 */
record Source(String text) {

    private static final int NETWORK_BYTES = 8;

    static Source of(Flow flow) {
        String host = flow.host();
        if (host.indexOf(':') < 0) {
            return new Source(host);
        }
        try {
            InetAddress address = InetAddress.getByName(host); // no name: nobody is asked
            return address instanceof Inet6Address
                    ? new Source(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "::/64")
                    : new Source(address.getHostAddress());
        } catch (UnknownHostException e) {
            return new Source(host);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
