package imc.mi.fifo.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes into a pipe and reads another one, as programs have always done. */
final class Client {

    private final Path directory;
    private final Path pipe;

    Client(Path directory, Path pipe) {
        this.directory = directory;
        this.pipe = pipe;
    }

    static void mkfifo(Path path) throws IOException, InterruptedException {
        if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
            throw new IOException("mkfifo " + path);
        }
    }

    void write(String request) throws IOException {
        try (FileChannel out = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    /** Makes a FIFO and reads it until its writer has gone. */
    CompletableFuture<String> reply(String name) throws IOException, InterruptedException {
        Path path = directory.resolve(name);
        if (!Files.exists(path)) {
            mkfifo(path);
        }
        CompletableFuture<String> reply = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (InputStream in = Files.newInputStream(path)) {
                reply.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                reply.completeExceptionally(e);
            }
        }, "client");
        reader.setDaemon(true);
        reader.start();
        return reply;
    }

    /** The reply by a FIFO named {@code reply}. */
    String ask(String request) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<String> reply = reply("reply");
        write(request);
        return reply.get(20, TimeUnit.SECONDS);
    }
}
