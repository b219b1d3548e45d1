package imc.bench.load;

import java.io.IOException;

/** The members' side of the network: all of them share it. For one thread. */
public interface Wire extends AutoCloseable {

    /** Takes one message that came in; the bytes are its only during the call. */
    @FunctionalInterface
    interface Receiver {

        /**
         * @param bytes  what it is in
         * @param from   its first byte
         * @param to     the byte behind its last
         * @param answer where an answer goes
         */
        void received(byte[] bytes, int from, int to, Path answer) throws IOException;
    }

    /** The way of an answer. */
    @FunctionalInterface
    interface Path {

        /** Sends, or keeps for {@link Wire#flush}. The bytes are copied. */
        void send(byte[] bytes, int length) throws IOException;
    }

    /** The port on which copies are expected. */
    int port();

    /** The way of a request to the server; requests of one lane keep their order. */
    Path lane(int number);

    /** Hands over what has come, waiting for at most so long if nothing has; returns after a part of much. */
    void receive(long milliseconds, Receiver receiver) throws IOException;

    /** Sends what was kept. */
    void flush() throws IOException;

    /** Whether requests have to be sent again by the sender (RFC 3261 §17.1.2.1, Timer E). */
    boolean unreliable();

    @Override
    void close() throws IOException;
}
