package imc.store.jpa.internal;

import imc.store.jpa.internal.connection.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * An empty Derby database, made once for all tests of a run and shut down. Each test gets a copy of its files: Derby
 * takes one to two seconds to make another, and a tenth of that to open a copy. That Derby makes one where there is
 * none is tested by {@link StoreComponentTest}.
 */
final class EmptyDerby {

    private static final Path MADE = make();

    private EmptyDerby() {
    }

    private static Path make() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path directory = Files.createTempDirectory(target, "derby").resolve("empty");
            Connections connections = new Derby(directory).connections();
            try (Connection connection = connections.getConnection()) {
                connection.getMetaData();
            }
            connections.shutDown();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a database there, unless there is something. */
    static void copyTo(Path directory) {
        if (Files.exists(directory)) {
            return;
        }
        try {
            Files.createDirectories(directory.getParent());
            copy(MADE, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a database's files as they are now, but for its lock; to where nothing is yet. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".lck")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
