package imc.run.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md names is there, all bundles stand on its floors, and it is short. */
class ArchitectureTest {

    private static final Path ROOT = Path.of("..");
    /** At most 120 columns each. */
    private static final int LINES_OF_TWO_PAGES = 100;
    private static final Pattern NAME = Pattern.compile("`((?:[a-z]\\w*\\.)*[A-Z]\\w*)`");
    private static final Pattern MODULE = Pattern.compile("\\bimc(?:\\.(?!internal)[a-z]+)+");

    private static String page;
    /** {@code .imc.api.store.Change.RoomCreated}. */
    private static List<String> classes;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        try (Stream<Path> modules = Files.list(ROOT)) {
            classes = modules.flatMap(module -> Stream.of("target/classes", "target/test-classes").map(module::resolve))
                    .filter(Files::isDirectory).flatMap(ArchitectureTest::classes).toList();
        }
    }

    private static Stream<String> classes(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> '.' + directory.relativize(file).toString().replaceAll("[/$]", ".")
                            .replaceFirst("\\.class$", "")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(each -> each.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("each class that it names is there, in the package that it names")
    void classesAreThere() {
        Set<String> names = found(NAME, 1, page);
        assertTrue(names.size() > 50, () -> "only " + names);
        names.removeIf(name -> name.startsWith("javax.")
                || classes.stream().anyMatch(each -> each.endsWith('.' + name)));
        assertEquals(Set.of(), names, "Names that are none of a class");
    }

    @Test
    @DisplayName("each bundle stands on one of the floors, and no others do")
    void floorsHaveAllBundles() throws IOException {
        String floors = page.substring(page.indexOf("## The floors"), page.indexOf("`imc.api` imports"));
        try (Stream<Path> modules = Files.list(ROOT)) {
            assertEquals(modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.getFileName().toString()).filter(name -> name.startsWith("imc."))
                    .collect(Collectors.toCollection(TreeSet::new)), found(MODULE, 0, floors));
        }
    }

    @Test
    @DisplayName("it is two pages")
    void twoPages() {
        assertTrue(page.lines().count() <= LINES_OF_TWO_PAGES, () -> page.lines().count() + " lines");
    }
}
