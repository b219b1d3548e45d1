package imc.sip.internal.stream;

import java.nio.ByteBuffer;

/**
 * Room for the records of TLS that come and go. A loop serves one connection at a time, so that one each way is enough
 * for all of its connections; a connection keeps room of its own only for a record that has stopped in the middle.
 */
final class Packets {

    private ByteBuffer in = ByteBuffer.allocate(0);
    private ByteBuffer out = ByteBuffer.allocate(0);

    /** Empty, and until the loop goes on to another connection whoever's asks for it. */
    ByteBuffer in(int size) {
        if (in.capacity() < size) {
            in = ByteBuffer.allocate(size);
        }
        return in.clear();
    }

    /** Whether it is not the connection's own. */
    boolean isOurs(ByteBuffer packet) {
        return packet == in || packet == out;
    }

    /** As the other, for what goes. */
    ByteBuffer out(int size) {
        if (out.capacity() < size) {
            out = ByteBuffer.allocate(size);
        }
        return out.clear();
    }
}
