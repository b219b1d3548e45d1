package imc.sip.internal.net;

import imc.api.sip.TransportKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/** Sends messages from one listening point, or over one connection. Never waits. Safe for use by many threads. */
public interface Sender {

    /** By what. */
    TransportKind transport();

    /** Where we listen, with what it sends from or has come in by. */
    InetSocketAddress local();

    /** Which connection it is, as {@link imc.api.sip.Flow#id()}; 0 where it is none. */
    default long flowId() {
        return 0;
    }

    /** As {@link imc.api.sip.SipRequest#peerNames()}. */
    default Set<String> peerNames() {
        return Set.of();
    }

    /**
     * Sends a whole message.
     *
     * @param receiver where to; for an answer over a stream, where to if the connection is gone
     * @throws IOException where it cannot be sent, or too much waits to be sent already
     */
    void send(byte[] message, InetSocketAddress receiver) throws IOException;

    /**
     * The peer wants requests to this address of its own to come over here (RFC 5923 §5); it may be refused. Datagrams
     * need none.
     *
     * @param port 0 or less for none
     */
    default void alias(String host, int port) {
    }

    /**
     * Something came from there that nobody has waited for, and that is of no use to anybody. Of a connection nothing
     * more is read for a while; datagrams come as they like.
     *
     * @param retryAfter as {@link Reception#retryAfter}
     */
    default void unwanted(int retryAfter) {
    }
}
