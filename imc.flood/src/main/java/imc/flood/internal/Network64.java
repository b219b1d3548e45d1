package imc.flood.internal;

import java.net.InetAddress;

/**
 * A /64 network of IPv6, of which whoever has one address has all.
 *
 * @param prefix its 64 bits
 */
record Network64(long prefix) {

    /** Of which an IPv6 address is. */
    static Network64 of(InetAddress address) {
        byte[] bytes = address.getAddress();
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << Byte.SIZE | bytes[i] & 0xFF;
        }
        return new Network64(prefix);
    }

    /** As it may stand in a setting or a firewall. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int shift = Long.SIZE - Short.SIZE; shift >= 0; shift -= Short.SIZE) {
            text.append(Long.toHexString(prefix >>> shift & 0xFFFF)).append(':');
        }
        return text.append(":/64").toString();
    }
}
