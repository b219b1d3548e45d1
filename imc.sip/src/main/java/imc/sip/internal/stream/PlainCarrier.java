package imc.sip.internal.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** TCP as it is. */
final class PlainCarrier implements Carrier {

    private final SocketChannel socket;
    private boolean full;

    PlainCarrier(SocketChannel socket) {
        this.socket = socket;
    }

    @Override
    public boolean isOpen() {
        return socket.isConnected();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return socket.read(into);
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        socket.write(from);
        full = from.hasRemaining();
        return !full;
    }

    @Override
    public boolean wantsToWrite() {
        return full;
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }
}
