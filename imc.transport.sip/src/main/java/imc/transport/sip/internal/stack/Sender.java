package imc.transport.sip.internal.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Sends messages from one listening point, or over one connection. Never waits. Safe for use by many threads. */
public interface Sender {

    /** {@code udp}, {@code tcp} or {@code tls}. */
    String transport();

    /**
     * Sends a whole message.
     *
     * @param receiver where to; for an answer over a stream, where to if the connection is gone
     * @throws IOException where it cannot be sent, or too much waits to be sent already
     */
    void send(byte[] message, InetSocketAddress receiver) throws IOException;

    /** As the other, of what is left in a buffer, which is the caller's again afterwards. */
    default void send(ByteBuffer message, InetSocketAddress receiver) throws IOException {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        send(bytes, receiver);
    }
}
