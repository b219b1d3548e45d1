package imc.sip.internal.route;

import imc.api.sip.Flow;
import imc.api.sip.TransportKind;
import imc.sip.internal.dns.Server;
import imc.sip.internal.dns.Target;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One way to one receiver.
 *
 * @param kind       how we came to know it
 * @param requestUri the Request-URI of what is sent there
 * @param route      the value of its Route header; empty for none
 * @param transport  by what; null where it is one that cannot be had
 * @param host       an IP address, or a name that has yet to be resolved
 * @param flow       an open connection to prefer
 * @param flowOnly   whether nothing else will do: no other connection, and no stream in place of datagrams
 * @param connection the id of the only connection that will do; 0 for any
 * @param target     what the URI says, where the host is a name; null where it is an IP address
 * @param server     which of a name's servers this is; null for none
 */
public record NextHop(Kind kind, String requestUri, String route, TransportKind transport, String host, int port,
        Optional<Flow> flow, boolean flowOnly, long connection, Target target, Server server) {

    private static final int MAX_ON_UDP = 1300;
    private static final int LONGEST_DATAGRAM = 65_507;

    /** A way without any flow. */
    public NextHop(Kind kind, String requestUri, String route, TransportKind transport, String host, int port,
            Target target) {
        this(kind, requestUri, route, transport, host, port, Optional.empty(), false, 0, target, null);
    }

    /** How a next hop is come by. */
    public enum Kind {
        /** It is configured. */
        PROXY,
        /** The receiver has registered it. */
        CONTACT,
        /** It is the host of the receiver's own address. */
        ADDRESS
    }

    /** Whether it is the outbound proxy, which is everybody's. */
    public boolean isProxy() {
        return kind == Kind.PROXY;
    }

    /**
     * What a request that goes there begins with, up to its branch.
     *
     * @param method and a blank, or nothing where somebody else writes them
     * @param via    as {@link Route#via()}
     */
    public byte[] head(String method, byte[] via) {
        byte[] line = (method + requestUri + " SIP/2.0\r\n" + (route.isEmpty() ? "" : "Route: " + route + "\r\n")
                + "Via: ").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(line.length + via.length).put(line).put(via).array();
    }

    /** Messages with equal keys are sent one after the other. */
    public String key() {
        return host + ' ' + port;
    }

    /** This, where there is a flow to prefer, or one without which nothing will do. */
    NextHop with(Flow open, boolean only) {
        return new NextHop(kind, requestUri, route, transport, host, port, Optional.of(open), only, 0, target, server);
    }

    /** The way over the flow. */
    public NextHop overFlow() {
        Flow open = flow.orElseThrow();
        return new NextHop(kind, requestUri, route, open.kind(), open.host(), open.port(), Optional.empty(),
                flowOnly, open.id(), null, null);
    }

    public NextHop over(TransportKind other) {
        return new NextHop(kind, requestUri, route, other, host, port, flow, flowOnly, connection, target, server);
    }

    /** Whether what is so long goes by a stream where one can be had (RFC 3261 §18.1.1, RFC 3428 §8). */
    public boolean isLarge(int length) {
        return transport == TransportKind.UDP && length > MAX_ON_UDP;
    }

    /** Whether no server can be blamed for not taking what is so long. */
    public boolean isTooLong(int length) {
        return transport == TransportKind.UDP && length > LONGEST_DATAGRAM;
    }

    /** The way to one of the servers behind the name. */
    public NextHop at(Server found) {
        InetSocketAddress address = found.address();
        return new NextHop(isProxy() ? kind : Kind.CONTACT, requestUri, route, found.transport(),
                address.getAddress().getHostAddress(), address.getPort(), Optional.empty(), false, 0, null, found);
    }

    /** Whether the host is an IP address, for which nobody need be asked. */
    public boolean isLiteral() {
        return isLiteral(host);
    }

    /** As {@link #isLiteral()}. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    /** Four numbers; asked for each copy, for which a regular expression would be too slow. */
    private static boolean isIpv4(String host) {
        int dots = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
                value = 10 * value + c - '0';
            } else if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
                value = 0;
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}
