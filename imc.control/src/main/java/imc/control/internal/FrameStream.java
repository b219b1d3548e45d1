package imc.control.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A command's output or error stream: each write goes out as frames of one kind. Closing it closes nothing. */
final class FrameStream extends OutputStream {

    private final byte kind;
    private final Connection connection;

    FrameStream(byte kind, Connection connection) {
        this.kind = kind;
        this.connection = connection;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += Frame.MAX_LENGTH) {
            connection.send(new Frame(kind, Arrays.copyOfRange(bytes, from, Math.min(end, from + Frame.MAX_LENGTH))));
        }
    }
}
