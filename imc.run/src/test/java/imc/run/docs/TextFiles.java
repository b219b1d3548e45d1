package imc.run.docs;

import imc.api.ReturnCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files with all that bundles say to people. */
public final class TextFiles {

    /** In a bundle's sources. */
    public static final Path RESOURCES = Path.of("src/main/resources");

    private TextFiles() {
    }

    /** The English ones of all bundles. */
    public static List<Path> english() throws IOException {
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            List<Path> resources = modules.map(module -> module.resolve(RESOURCES)).filter(Files::isDirectory).toList();
            List<Path> found = new ArrayList<>();
            for (Path each : resources) {
                try (Stream<Path> files = Files.walk(each)) {
                    files.filter(file -> file.endsWith("texts.properties")).forEach(found::add);
                }
            }
            return found.stream().sorted().toList();
        }
    }

    /** A file's texts by key. */
    public static SortedMap<String, String> read(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        }
        return read.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, read::getProperty,
                (one, other) -> one, TreeMap::new));
    }

    /** The codes of features, which are none of the engine's, with their words, in the order of a table. */
    public static SortedMap<Integer, String> codes() throws IOException {
        Set<Integer> engine = Stream.of(ReturnCode.values()).map(ReturnCode::code).collect(Collectors.toSet());
        SortedMap<Integer, String> codes = new TreeMap<>(Comparator.reverseOrder());
        for (Path file : english()) {
            read(file).forEach((key, text) -> {
                if (key.matches("-\\d+") && !engine.contains(Integer.valueOf(key))) {
                    codes.put(Integer.valueOf(key), text.replaceFirst(":? ?\\{\\d\\}.*", ""));
                }
            });
        }
        return codes;
    }
}
