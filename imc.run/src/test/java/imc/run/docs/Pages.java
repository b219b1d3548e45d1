package imc.run.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's documents: the root's README, those of the bundles, and docs. */
public final class Pages {

    /** The root of the project. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Pages() {
    }

    /** All of them. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT); Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.concat(Stream.of(ROOT), modules).map(each -> each.resolve("README.md"))
                    .filter(Files::exists), docs.filter(page -> page.toString().endsWith(".md"))).sorted().toList();
        }
    }
}
