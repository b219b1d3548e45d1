package imc.mi.fifo.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The FIFO into which clients write: made, or taken over from a server that has gone, and taken away at the end. */
final class RequestPipe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPipe.class);
    private static final int MKFIFO_SECONDS = 5;

    private final NamedPipe pipe;
    private final FileChannel channel;

    private RequestPipe(NamedPipe pipe, FileChannel channel) {
        this.pipe = pipe;
        this.channel = channel;
    }

    /**
     * Makes it, or takes it over, and opens it. It may wait for a process, and for whoever knows the users' names.
     *
     * @throws IOException saying in words why it cannot be had
     */
    static RequestPipe open(FifoSettings settings) throws IOException, InterruptedException {
        Path path = settings.name();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            make(path);
        }
        NamedPipe pipe = NamedPipe.at(path);
        checkOwner(pipe, settings);
        FileChannel channel = pipe.open();
        try {
            lock(pipe, channel);
            // Its owner last: who has given it away may not change it any more.
            PosixFileAttributeView attributes = Files.getFileAttributeView(path, PosixFileAttributeView.class,
                    LinkOption.NOFOLLOW_LINKS);
            UserPrincipalLookupService names = path.getFileSystem().getUserPrincipalLookupService();
            if (!settings.group().isEmpty()) {
                attributes.setGroup(names.lookupPrincipalByGroupName(settings.group()));
            }
            attributes.setPermissions(settings.mode());
            if (!settings.user().isEmpty()) {
                attributes.setOwner(names.lookupPrincipalByName(settings.user()));
            }
            return new RequestPipe(pipe, channel);
        } catch (UserPrincipalNotFoundException e) {
            channel.close();
            throw new IOException("there is no user or group '" + e.getName() + "'", e);
        } catch (FileSystemException e) {
            channel.close();
            throw new IOException(path + " cannot be given mode, user or group: " + e.getReason(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whoever made it may have it open still. */
    private static void checkOwner(NamedPipe there, FifoSettings settings) throws IOException {
        String owner = Objects.toString(Files.getOwner(there.path(), LinkOption.NOFOLLOW_LINKS));
        if (there.uid() != ownUid() && !owner.equals(settings.user())) {
            throw new IOException(there.path() + " is a FIFO of another user, " + owner);
        }
    }

    /** Two servers would each get half of a request. The system takes the lock back from one that has gone. */
    private static void lock(NamedPipe pipe, FileChannel channel) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(pipe.path() + " is another server's");
        }
    }

    private static int ownUid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static void make(Path path) throws IOException, InterruptedException {
        Process mkfifo = new ProcessBuilder("mkfifo", "-m", "0600", path.toString()).redirectErrorStream(true).start();
        try {
            if (!mkfifo.waitFor(MKFIFO_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("mkfifo " + path + " does not end");
            }
            if (mkfifo.exitValue() != 0) {
                byte[] said = mkfifo.getInputStream().readNBytes(500);
                throw new IOException(new String(said, StandardCharsets.UTF_8).strip());
            }
        } finally {
            mkfifo.destroyForcibly();
        }
    }

    Path path() {
        return pipe.path();
    }

    /** Waits for what is written next. Closing the pipe ends that. */
    int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    /** Whether clients still find it. */
    boolean isThere() {
        return pipe.isThere();
    }

    /** Takes it away, if the name still means this one. */
    void delete() {
        try {
            if (pipe.isThere()) {
                Files.delete(pipe.path());
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be taken away: {}", pipe.path(), e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
