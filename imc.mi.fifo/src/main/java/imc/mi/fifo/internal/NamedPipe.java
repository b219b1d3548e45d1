package imc.mi.fifo.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/**
 * What a name in a directory is, and a way to open it that never waits and never makes a file. A FIFO that is opened
 * for reading and writing is open at once, whoever else has it.
 *
 * @param path of the FIFO
 * @param key  the file itself, whatever it is called
 * @param uid  of its owner
 */
record NamedPipe(Path path, String key, int uid) {

    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SYMBOLIC_LINK = 0120000;

    /**
     * The FIFO of that name.
     *
     * @throws IOException saying in words what is wrong: there is nothing, something else, or one with several names
     */
    static NamedPipe at(Path path) throws IOException {
        Map<String, Object> file = attributes(path);
        int type = number(file, "mode") & TYPE;
        if (type != FIFO) {
            throw new IOException(path + " is " + (type == SYMBOLIC_LINK ? "a symbolic link" : "no FIFO"));
        }
        if (number(file, "nlink") != 1) {
            throw new IOException(path + " has " + file.get("nlink") + " links");
        }
        return new NamedPipe(path, file.get("dev") + ":" + file.get("ino"), number(file, "uid"));
    }

    private static int number(Map<String, Object> file, String attribute) {
        return ((Number) Objects.requireNonNull(file.get(attribute))).intValue();
    }

    private static Map<String, Object> attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, "unix:mode,nlink,dev,ino,uid", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new IOException(path + " does not exist", e);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this system has no FIFOs", e);
        }
    }

    /** Whether the name still means this FIFO. */
    boolean isThere() {
        try {
            return at(path).key().equals(key);
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens it for reading and writing. */
    FileChannel open() throws IOException {
        return checked(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Opens it for writing alone: then a write fails while nobody reads. It would wait for a reader, so there has to be
     * one for a moment: this process. Who waited for a writer goes on.
     */
    FileChannel openForWriting() throws IOException {
        try (FileChannel both = open()) {
            return checked(FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** Somebody may have put something else there meanwhile. */
    private FileChannel checked(FileChannel channel) throws IOException {
        if (isSeekable(channel) || !isThere()) {
            channel.close();
            throw new IOException(path + " is no FIFO any more, or another one");
        }
        return channel;
    }

    /** The one property of a FIFO that can be seen of what is open, and not of its name. */
    private static boolean isSeekable(FileChannel channel) {
        try {
            channel.position();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
