package imc.sip.internal.route;

import imc.api.net.IpAddress;
import imc.api.sip.Flow;
import java.net.InetAddress;

/** Names the device that a message came from, and knows it again among its user's places. */
public final class Devices {

    private static final char SEPARATOR = '#';

    private Devices() {
    }

    /** The name of whoever is at the other end of a flow: {@code udp:127.0.0.1:5060#0}. */
    public static String name(Flow flow) {
        return flow.toString() + SEPARATOR + flow.id();
    }

    /** Whether a place is where the device of that name sends from: the connection, or the address of its datagrams. */
    public static boolean isAt(String name, NextHop hop) {
        String id = name.substring(name.lastIndexOf(SEPARATOR) + 1);
        if (!id.equals("0")) {
            return id.equals(Long.toString(hop.flow().map(Flow::id).orElse(hop.connection())));
        }
        return hop.flow().isEmpty() && hop.transport() != null && hop.isLiteral()
                && name.equals(name(new Flow(hop.transport().toString(), address(hop.host()), hop.port())));
    }

    /** As a flow has it, however the contact spells it. */
    private static String address(String literal) {
        return IpAddress.literal(literal).map(InetAddress::getHostAddress).orElse(literal);
    }
}
