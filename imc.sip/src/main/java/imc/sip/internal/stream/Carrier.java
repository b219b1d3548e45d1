package imc.sip.internal.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Takes a connection's bytes to its socket and back, as they are or encrypted; the defaults are for as they are. Never
 * waits. On its loop's thread.
 */
interface Carrier {

    /** The socket is connected. */
    default void begin() throws IOException {
        // There is nothing to be agreed upon.
    }

    /** Whether it is TLS: the socket alone does not tell what can be read, and reading may want something written. */
    default boolean isSecure() {
        return false;
    }

    /** Whether messages can be carried. */
    boolean isOpen();

    /** How much room there has to be in what is read into. */
    default int least() {
        return 1;
    }

    /** As {@link java.nio.channels.ReadableByteChannel#read}. */
    int read(ByteBuffer into) throws IOException;

    /**
     * Takes bytes to be written.
     *
     * @return whether all of them, and all before, are with the system; where not, nothing else need be tried before
     *         the socket is ready
     */
    boolean write(ByteBuffer from) throws IOException;

    /** Whether something waits for the socket to take it. */
    boolean wantsToWrite();

    /** Whether it waits for something that is not the socket, and says so when that is over. */
    default boolean isBusy() {
        return false;
    }

    /** How many bytes of memory are kept because somebody has stopped in the middle. */
    default int held() {
        return 0;
    }

    /** Says that nothing more is sent. */
    void endOutput() throws IOException;

    /** The peer is known by that name, and has proved it. */
    default boolean isPeer(String name) {
        return false;
    }

    /** All the names that it has proved. May be asked for by any thread. */
    default Set<String> peerNames() {
        return Set.of();
    }
}
