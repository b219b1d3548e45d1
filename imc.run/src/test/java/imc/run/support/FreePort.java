package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Ports of 127.0.0.1 that nobody has, neither for UDP nor for TCP; none is given twice in one run of the tests. */
public final class FreePort {

    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePort() {
    }

    public static synchronized int next() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int attempt = 0; attempt < 100; attempt++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                    DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()))) {
                if (GIVEN.add(udp.getLocalPort())) {
                    return udp.getLocalPort();
                }
            } catch (IOException e) {
                // Somebody has the UDP port of that number: the next one.
                if (attempt == 99) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("No free port of 127.0.0.1 was found");
    }
}
