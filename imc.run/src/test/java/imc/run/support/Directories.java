package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The built distribution, and directories that tests make and throw away. */
public final class Directories {

    /** What was built: {@code bin}, {@code bundle}, {@code conf}. Tests write nothing into it. */
    public static final Path DISTRIBUTION =
            Path.of(System.getProperty("imc.distribution", "target/imc")).toAbsolutePath();

    private Directories() {
    }

    /** A new, empty directory, short enough of name for a Unix domain socket in it. */
    public static Path temporary() {
        try {
            return Files.createTempDirectory("imc").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A deep copy; {@code to} must not exist yet. */
    public static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
