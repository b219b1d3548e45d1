package imc.mi.fifo.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's FIFO, opened for one reply. Whoever does not come to read it, stops reading, or reads too slowly loses the
 * rest.
 */
final class ReplyPipe extends OutputStream {

    /** Printable, and nothing that leads out of the directory. */
    private static final Pattern NAME = Pattern.compile("[!-~&&[^./\\\\:]]{1,128}");
    private static final long KNOCK_MILLIS = 10;

    private final FileChannel channel;
    private final Path path;
    private final Bounds bounds;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private long firstTry;
    private boolean isRead;

    private ReplyPipe(NamedPipe pipe, Bounds bounds, ScheduledExecutorService timer, LongSupplier nanoTime)
            throws IOException {
        this.path = pipe.path();
        this.channel = pipe.openForWriting();
        this.bounds = bounds;
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    /**
     * Opens it, without waiting for its reader.
     *
     * @throws IOException saying in words why that name is not taken
     */
    static ReplyPipe open(FifoSettings settings, String name, Bounds bounds, ScheduledExecutorService timer,
            LongSupplier nanoTime) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("the reply's name is none: printable characters without '.', '/', '\\', ':', at most"
                    + " 128, are allowed");
        }
        NamedPipe pipe = NamedPipe.at(settings.replyDirectory().resolve(name));
        if (pipe.key().equals(NamedPipe.at(settings.name()).key())) {
            throw new IOException(pipe.path() + " is the FIFO for requests");
        }
        return new ReplyPipe(pipe, bounds, timer, nanoTime);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        if (firstTry == 0) {
            firstTry = nanoTime.getAsLong();
        }
        while (rest.hasRemaining()) {
            writeInTime(rest);
        }
    }

    private void writeInTime(ByteBuffer rest) throws IOException {
        long left = firstTry + bounds.reply().toNanos() - nanoTime.getAsLong();
        if (left <= 0) {
            throw tooSlow(null);
        }
        // Closing it is what ends a write that waits.
        Future<?> end = timer.schedule(this::giveUp, Math.min(left, bounds.patience().toNanos()), TimeUnit.NANOSECONDS);
        try {
            channel.write(rest);
            isRead = true;
        } catch (ClosedChannelException e) {
            throw tooSlow(e);
        } catch (IOException e) {
            if (isRead) {
                throw new IOException("whoever read " + path + " has gone", e);
            }
            awaitReader(e);
        } finally {
            end.cancel(false);
        }
    }

    private IOException tooSlow(@Nullable IOException cause) {
        return new IOException(path + " is not read, or too slowly", cause);
    }

    private void giveUp() {
        try {
            close();
        } catch (IOException e) {
            // It is closed all the same.
            isRead = true;
        }
    }

    /** There is no event for it: Kamailio, too, tries again and again. */
    private void awaitReader(IOException cause) throws IOException {
        if (nanoTime.getAsLong() - firstTry > bounds.patience().toNanos()) {
            throw new IOException("nobody reads " + path, cause);
        }
        try {
            Thread.sleep(KNOCK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
