package imc.sip.internal.listen;

import java.net.Inet6Address;
import java.net.InetAddress;

/** From where an address can be reached; what comes later, from more places. */
enum Scope {
    /** This machine (127.0.0.0/8, ::1). */
    MACHINE,
    /** A network of somebody's own (RFC 1918, RFC 4193, RFC 6598, link-local), or nothing that is one host. */
    NETWORK,
    /** Everywhere. */
    WORLD;

    static Scope of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
        boolean isShared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        return address.isLoopbackAddress() ? MACHINE
                : address.isSiteLocalAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress()
                        || address.isMulticastAddress() || isUniqueLocal || isShared ? NETWORK : WORLD;
    }
}
