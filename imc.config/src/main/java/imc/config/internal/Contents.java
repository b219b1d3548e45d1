package imc.config.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the {@code .cfg} files of a directory hold at one moment. Equal where they hold the same, however it came there:
 * rewritten, moved, or behind a symbolic link that leads elsewhere now.
 *
 * @param directory the directory, absolute
 * @param files     by name
 * @param fault     why the directory cannot be read; empty if it can, or if there is none
 */
record Contents(Path directory, Map<String, FileContent> files, String fault) {

    /** Ten thousand times what a settings file holds. */
    private static final int LONGEST_FILE = 1 << 20;
    private static final String SUFFIX = ".cfg";

    /**
     * @param bytes what the file holds; empty if it cannot be read
     * @param fault why it cannot be read; empty if it can
     */
    record FileContent(ByteBuffer bytes, String fault) {

        private static FileContent unreadable(String why) {
            return new FileContent(ByteBuffer.allocate(0), "cannot be read: " + why);
        }

        byte[] toArray() {
            byte[] array = new byte[bytes.remaining()];
            bytes.duplicate().get(array);
            return array;
        }
    }

    /** Reads a directory. That there is none is no fault: then everything is at its default. */
    static Contents of(Path directory) {
        Map<String, FileContent> files = new TreeMap<>();
        if (!Files.exists(directory)) {
            return new Contents(directory, files, "");
        }
        // Hidden names are those of editors and of Kubernetes.
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory,
                path -> isSettings(path.getFileName()))) {
            for (Path path : found) {
                read(path).ifPresent(content -> files.put(path.getFileName().toString(), content));
            }
            return new Contents(directory, files, "");
        } catch (IOException | DirectoryIteratorException e) {
            return new Contents(directory, Map.of(), "cannot be read: " + reason(e));
        }
    }

    private static boolean isSettings(Path name) {
        return name.toString().endsWith(SUFFIX) && !name.toString().startsWith(".");
    }

    private static Optional<FileContent> read(Path path) {
        try {
            BasicFileAttributes kind = Files.readAttributes(path, BasicFileAttributes.class);
            if (kind.isDirectory()) {
                return Optional.of(FileContent.unreadable("it is a directory"));
            }
            // Whoever opens a FIFO waits until somebody writes to it, and a device may have no end.
            return Optional.of(kind.isRegularFile() ? content(path)
                    : FileContent.unreadable("it is no regular file"));
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(path)
                    ? Optional.of(FileContent.unreadable("it is a link to a file that is not there"))
                    // Gone since the directory was listed.
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(FileContent.unreadable(reason(e)));
        }
    }

    private static FileContent content(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LONGEST_FILE + 1);
            return content.length > LONGEST_FILE
                    ? FileContent.unreadable("it has more than " + LONGEST_FILE + " bytes")
                    : new FileContent(ByteBuffer.wrap(content), "");
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied for user " + System.getProperty("user.name");
        }
        return e instanceof FileSystemException file && file.getReason() != null ? file.getReason()
                : String.valueOf(e.getMessage());
    }
}
