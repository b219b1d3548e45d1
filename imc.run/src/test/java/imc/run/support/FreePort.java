package imc.run.support;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 that nobody has, neither for UDP nor for TCP; none is given twice in one run of the tests. They
 * are not of those that Linux gives to clients by itself (from 32768), so that a server that was stopped finds its port
 * free when it is started again; each of the processes in which tests run at the same time has its own.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int PER_PROCESS = 5_000;
    /** From 1 on; see Surefire's {@code forkNumber}. */
    private static final int PROCESS = Integer.getInteger("imc.test.process", 1);

    private static int next = ThreadLocalRandom.current().nextInt(PER_PROCESS);

    private FreePort() {
    }

    public static synchronized int next() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int attempt = 0; attempt < PER_PROCESS; attempt++) {
            next = (next + 1) % PER_PROCESS;
            int port = FIRST + (PROCESS - 1) % 4 * PER_PROCESS + next;
            try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                    DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
                return udp.getLocalPort();
            } catch (IOException e) {
                // Somebody has it: the next one.
                continue;
            }
        }
        throw new IllegalStateException("No free port of 127.0.0.1 was found");
    }
}
