package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the packages know of each other, as their sources say it. */
class PackagesTest {

    private static final Path SOURCES = Path.of("src/main/java/imc/sip/internal");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?imc\\.sip\\.internal\\.([a-z]+)\\.", Pattern.MULTILINE);

    private final Map<String, Set<String>> known = new TreeMap<>();
    private final Map<String, Long> lines = new TreeMap<>();

    PackagesTest() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(this::look);
        }
    }

    private void look(Path file) {
        String name = file.getParent().equals(SOURCES) ? "" : file.getParent().getFileName().toString();
        try {
            String text = Files.readString(file);
            lines.merge(name, text.lines().count(), Long::sum);
            Set<String> knows = known.computeIfAbsent(name, none -> new TreeSet<>());
            for (Matcher imports = IMPORT.matcher(text); imports.find();) {
                if (!imports.group(1).equals(name)) {
                    knows.add(imports.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reach(String name, Set<String> reached) {
        for (String next : known.getOrDefault(name, Set.of())) {
            if (reached.add(next)) {
                reach(next, reached);
            }
        }
    }

    @Test
    void noneKnowsOneThatKnowsIt() {
        for (String name : known.keySet()) {
            Set<String> reached = new TreeSet<>();
            reach(name, reached);
            assertTrue(!reached.contains(name), name + " knows " + known.get(name) + ", and one of them knows it");
        }
    }

    @Test
    void whatIsNotAboutRoomsKnowsNothingOfThem() {
        for (String floor : List.of("wire", "net", "udp", "stream", "listen", "route", "transaction", "server",
                "client")) {
            Set<String> reached = new TreeSet<>();
            reach(floor, reached);
            reached.retainAll(Set.of("fanout", "message"));
            assertEquals(Set.of(), reached, floor);
        }
    }

    @Test
    void noneIsTooLarge() {
        assertTrue(lines.size() > 10 && lines.values().stream().allMatch(count -> count <= 3000), lines.toString());
    }
}
