package imc.sip.internal.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Whose requests are counted together: an IPv4 address, or the /64 network of an IPv6 address. */
public final class Source {

    private static final int HALF_OF_IPV6 = 8;
    /** Such a network is none that anybody has. */
    private static final long IPV4 = 1L << Integer.SIZE;

    private Source() {
    }

    /** As a number, for each another one. */
    public static long of(InetAddress address) {
        if (address instanceof Inet4Address) {
            return IPV4 | address.hashCode() & 0xFFFF_FFFFL;
        }
        byte[] bytes = address.getAddress();
        long network = 0;
        for (int i = 0; i < HALF_OF_IPV6; i++) {
            network = network << Byte.SIZE | bytes[i] & 0xFF;
        }
        return network;
    }
}
