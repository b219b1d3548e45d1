package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What a first start leaves in a data directory, as the build has made it once with {@code bin/imc}: the framework's
 * copies of the bundles, and a database with no rooms. A start that finds it takes a quarter less of a processor.
 * First starts are what tests of {@code bin/imc start} and {@code run}, and of the other ways to start, are about.
 */
final class Prepared {

    private static final String CACHE = "felix-cache";
    private static final String DATABASE = "derby";

    private Prepared() {
    }

    /** Copies it, unless the directory has been used, and without the database where another one is configured. */
    static void copyInto(Path data, Conf conf) {
        String archive = System.getProperty("imc.classes", "");
        if (archive.isEmpty() || Files.exists(data.resolve(CACHE))) {
            return;
        }
        try {
            if (!Files.exists(data)) {
                Files.createDirectory(data, PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path prepared = Path.of(archive).toAbsolutePath().getParent();
        for (String name : List.of("bundles.list", CACHE, DATABASE)) {
            boolean isWanted = !name.equals(DATABASE) || !conf.has("imc.store.jpa");
            if (isWanted && !Files.exists(data.resolve(name))) {
                Directories.copy(prepared.resolve(name), data.resolve(name));
            }
        }
    }
}
