package imc.sip.internal.udp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Socket addresses as Linux lays them out: {@code struct sockaddr_in} and {@code struct sockaddr_in6}. */
final class SystemAddress {

    /** In bytes. */
    static final int LONGEST = 28;

    private static final int IPV4_LENGTH = 16;
    private static final short AF_INET = 2;
    private static final short AF_INET6 = 10;

    private SystemAddress() {
    }

    /** An address, with zeroes behind it up to the longest. */
    static byte[] of(InetSocketAddress address, boolean asIpv6) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST).order(ByteOrder.nativeOrder());
        write(address, asIpv6, bytes, 0);
        return bytes.array();
    }

    /**
     * Writes an address.
     *
     * @param asIpv6 whether the socket's addresses are those of IPv6; an IPv4 address is then mapped (RFC 4291
     *               §2.5.5.2)
     * @param to     in the system's byte order
     * @return how many bytes it has
     */
    static int write(InetSocketAddress address, boolean asIpv6, ByteBuffer to, int at) {
        byte[] ip = address.getAddress().getAddress();
        to.putShort(at, asIpv6 ? AF_INET6 : AF_INET);
        to.put(at + 2, (byte) (address.getPort() >> Byte.SIZE)).put(at + 3, (byte) address.getPort());
        if (!asIpv6) {
            to.put(at + 4, ip).putLong(at + 8, 0);
            return IPV4_LENGTH;
        }
        to.putInt(at + 4, 0).putLong(at + 8, 0);
        if (ip.length == 4) {
            to.putShort(at + 16, (short) 0).putShort(at + 18, (short) -1).put(at + 20, ip);
        } else {
            to.put(at + 8, ip);
        }
        to.putInt(at + 24, address.getAddress() instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0);
        return LONGEST;
    }

    /** Reads an address, of any length. */
    static InetSocketAddress read(byte[] from) throws UnknownHostException {
        ByteBuffer bytes = ByteBuffer.wrap(from).order(ByteOrder.nativeOrder());
        int port = Byte.toUnsignedInt(from[2]) << Byte.SIZE | Byte.toUnsignedInt(from[3]);
        if (bytes.getShort(0) == AF_INET) {
            return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOfRange(from, 4, 8)), port);
        }
        byte[] ip = Arrays.copyOfRange(from, 8, 24);
        int scope = bytes.getInt(24);
        return new InetSocketAddress(scope == 0 ? InetAddress.getByAddress(ip)
                : Inet6Address.getByAddress(null, ip, scope), port);
    }
}
