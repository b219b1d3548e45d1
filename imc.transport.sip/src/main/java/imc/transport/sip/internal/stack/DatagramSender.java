package imc.transport.sip.internal.stack;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Sends datagrams from one listening point. Safe for use by many threads. */
@FunctionalInterface
public interface DatagramSender {

    void send(byte[] datagram, InetSocketAddress receiver) throws IOException;
}
