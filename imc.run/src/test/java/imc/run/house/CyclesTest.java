package imc.run.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No circle between packages: of two that know each other, neither can be read without the other. */
class CyclesTest {

    @Test
    void packagesFormNoCircle() throws IOException {
        Set<String> found = new TreeSet<>();
        int modules = 0;
        try (Stream<Path> all = Files.list(Path.of(".."))) {
            for (Path classes : all.map(module -> module.resolve("target/classes")).filter(Files::isDirectory)
                    .toList()) {
                found.addAll(inCircles(uses(classes)));
                modules++;
            }
        }
        assertTrue(modules >= 12, "Not all is built");
        assertEquals(Set.of(), found, "Packages that know each other, by themselves or by way of others");
    }

    private static Map<String, Set<String>> uses(Path classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importPath(classes)) {
            Set<String> used = uses.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().forEach(use -> used.add(use.getTargetClass().getPackageName()));
        }
        uses.values().forEach(used -> used.retainAll(uses.keySet()));
        uses.forEach((name, used) -> used.remove(name));
        return uses;
    }

    private static Set<String> inCircles(Map<String, Set<String>> uses) {
        Set<String> circles = new TreeSet<>();
        for (String begin : uses.keySet()) {
            Set<String> reached = new HashSet<>();
            Deque<String> next = new ArrayDeque<>(uses.get(begin));
            while (!next.isEmpty()) {
                String name = next.pop();
                if (reached.add(name)) {
                    next.addAll(uses.get(name));
                }
            }
            if (reached.contains(begin)) {
                circles.add(begin);
            }
        }
        return circles;
    }
}
