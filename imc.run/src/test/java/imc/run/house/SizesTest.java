package imc.run.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No main file of over 300 lines, no package of over 3,000, no line of over 120 columns. A file that is longer today
 * stands here with its bound: a bound may shrink, or go with its line.
 */
class SizesTest {

    private static final int FILE = 300;
    private static final int PACKAGE = 3_000;
    private static final int OTHERS_FILE = 200;
    private static final int COLUMNS = 120;

    private static final Map<String, Integer> LONG_FILES = Map.of();

    private final Map<String, Integer> files = new TreeMap<>();
    private final Map<String, Integer> packages = new TreeMap<>();

    @Test
    void filesAreShortAndPackagesSmall() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path sources : modules.map(module -> module.resolve("src/main/java")).filter(Files::isDirectory)
                    .toList()) {
                count(sources);
            }
        }
        assertEquals(Map.of(), tooLarge(files, LONG_FILES, FILE), "Files that are too long");
        assertEquals(Map.of(), tooLarge(packages, Map.of(), PACKAGE), "Packages that are too large");
    }

    /** What others would write: features of rooms, filters, handlers that answer later. */
    @Test
    void bundlesOfOthersAreSmall() throws IOException {
        count(Path.of("src/test/java"));
        files.keySet().removeIf(file -> !file.startsWith("imc.run.extension."));
        assertTrue(files.size() >= 7, () -> "only " + files);
        assertEquals(Map.of(), tooLarge(files, Map.of(), OTHERS_FILE), "Bundles of one class that are too long");
    }

    @Test
    void noLineIsLongerThan120Columns() throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path sources : modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> all = Files.walk(sources)) {
                    for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
                        Files.readAllLines(file).stream().filter(line -> line.length() > COLUMNS)
                                .forEach(line -> tooLong.add(file + ": " + line.strip()));
                    }
                }
            }
        }
        assertEquals("", String.join("\n", tooLong), "no line is longer than 120 columns");
    }

    private void count(Path sources) throws IOException {
        try (Stream<Path> all = Files.walk(sources)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
                int lines;
                try (Stream<String> text = Files.lines(file)) {
                    lines = (int) text.count();
                }
                files.put(name(sources.relativize(file)), lines);
                packages.merge(name(sources.relativize(file.getParent())), lines, Integer::sum);
            }
        }
    }

    private static String name(Path path) {
        return path.toString().replace('/', '.');
    }

    private static Map<String, Integer> tooLarge(Map<String, Integer> sizes, Map<String, Integer> known, int bound) {
        Map<String, Integer> large = new TreeMap<>(sizes);
        large.entrySet().removeIf(size -> size.getValue() <= known.getOrDefault(size.getKey(), bound));
        return large;
    }
}
