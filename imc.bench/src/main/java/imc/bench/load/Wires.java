package imc.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Opens the members' side of the network on a free port of the loopback interface, and connects it to a server. */
public final class Wires {

    private static final int CONNECTIONS = 4;

    private Wires() {
    }

    /** Something that is listening, but not connected yet, because the server has to be told its port first. */
    public interface Listening {

        /** The port that copies have to be sent to. */
        int port();

        /** The wire to this server, which listens by now. */
        Wire connect(InetSocketAddress server) throws IOException;
    }

    /** @param transport udp or tcp */
    public static Listening listen(String transport) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (transport.equals("udp")) {
            UdpWire wire = new UdpWire(any);
            return listening(wire, wire::connect);
        }
        TcpWire wire = new TcpWire(any);
        return listening(wire, server -> wire.connect(server, CONNECTIONS));
    }

    private interface Connecting {
        void to(InetSocketAddress server) throws IOException;
    }

    private static Listening listening(Wire wire, Connecting connecting) {
        return new Listening() {
            @Override
            public int port() {
                return wire.port();
            }

            @Override
            public Wire connect(InetSocketAddress server) throws IOException {
                connecting.to(server);
                return wire;
            }
        };
    }
}
