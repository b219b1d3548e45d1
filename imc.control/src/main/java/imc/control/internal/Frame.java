package imc.control.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What travels on the control socket: one byte that tells the kind, four that tell the length, then the content.
 * A client sends requests ({@link #LINE}, {@link #STATUS}, {@link #COMPLETE}, {@link #VARIABLE}) one at a time; each is
 * answered by any number of {@link #OUT} and {@link #ERR} and closed by one {@link #EXIT}.
 */
record Frame(byte kind, byte[] content) {

    /** Request: run the content, a Gogo line in UTF-8. */
    static final byte LINE = 'L';
    /** Request: tell the state of the server. */
    static final byte STATUS = 'S';
    /** Request: name the commands that begin with the content, a line each. */
    static final byte COMPLETE = 'C';
    /**
     * Request: give a variable of the session a value, which is a text as it is: behind the name and a line end. So
     * what is to be kept secret stands in no line.
     */
    static final byte VARIABLE = 'V';
    /** Answer: bytes for the client's standard output. */
    static final byte OUT = 'O';
    /** Answer: bytes for the client's standard error. */
    static final byte ERR = 'E';
    /** Answer: the request is done; the content is one byte, the exit code. */
    static final byte EXIT = 'X';

    /** The longest content that is taken; longer output is sent in several frames. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int HEAD_LENGTH = 5;

    static Frame of(byte kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    static Frame exit(int code) {
        return new Frame(EXIT, new byte[] {(byte) code});
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Only for {@link #EXIT}. */
    int exitCode() {
        return content[0];
    }

    /*
     * The channel's own methods and not the streams of java.nio.channels.Channels: those share one lock for reading and
     * writing, so that a reader that waits would hold up every writer.
     */
    void writeTo(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_LENGTH + content.length);
        buffer.put(kind).putInt(content.length).put(content).flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** @return the next frame, empty when the peer has closed between two frames */
    static Optional<Frame> readFrom(SocketChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_LENGTH);
        if (!fill(head, channel)) {
            return Optional.empty();
        }
        byte kind = head.get();
        int length = head.getInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("A frame of " + length + " bytes on the control socket; "
                    + "allowed are 0 to " + MAX_LENGTH);
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        if (!fill(content, channel) && length > 0) {
            throw new EOFException("The control socket was closed within a frame");
        }
        return Optional.of(new Frame(kind, content.array()));
    }

    /** @return false if the peer had closed before the first byte */
    private static boolean fill(ByteBuffer buffer, SocketChannel channel) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("The control socket was closed within a frame");
            }
        }
        buffer.flip();
        return true;
    }
}
