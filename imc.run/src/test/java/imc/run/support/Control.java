package imc.run.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a server by its control socket, as {@code bin/imc} does, without a process for each question. */
final class Control {

    /** Far more than any command takes: it is there so that a test that hangs says so. */
    private static final long DEADLINE_SECONDS = 120;
    private static final int NO_SERVER = 3;
    private static final int HEAD_LENGTH = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Control() {
    }

    static Result status(Path socket) {
        return new Control().ask(socket, 'S', "");
    }

    /** Runs a Gogo line. */
    static Result line(Path socket, String line) {
        return new Control().ask(socket, 'L', line);
    }

    private Result ask(Path socket, char kind, String request) {
        int code;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            CompletableFuture<Void> limit = CompletableFuture.runAsync(() -> close(channel),
                    CompletableFuture.delayedExecutor(DEADLINE_SECONDS, TimeUnit.SECONDS));
            code = ask(channel, kind, request.getBytes(StandardCharsets.UTF_8));
            limit.cancel(false);
        } catch (IOException e) {
            err.writeBytes(("imc: no answer from the server: " + e + "\n").getBytes(StandardCharsets.UTF_8));
            code = NO_SERVER;
        }
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** One byte that tells the kind, four that tell the length, then the content; the answer ends with an exit code. */
    private int ask(SocketChannel channel, char kind, byte[] content) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(HEAD_LENGTH + content.length);
        request.put((byte) kind).putInt(content.length).put(content).flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        while (true) {
            ByteBuffer head = read(channel, HEAD_LENGTH);
            byte answer = head.get();
            byte[] answered = read(channel, head.getInt()).array();
            switch (answer) {
                case 'O' -> out.writeBytes(answered);
                case 'E' -> err.writeBytes(answered);
                default -> {
                    return answered[0];
                }
            }
        }
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("it closed the connection");
            }
        }
        return buffer.flip();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
