package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import imc.run.support.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The list of parts (SBOM, CycloneDX) that goes with the distribution. */
class PartsIT {

    /** In other jars: their licences matter, and what is found wrong with them does. */
    private static final Set<String> INSIDE =
            Set.of("derby-", "derbyshared-", "derbytools-", "jain-sip-ri-", "org.apache.felix.framework-");
    private static final Set<String> OF_TESTS =
            Set.of("archunit", "biz.aQute", "guava", "imc.store.kit", "imc.test.kit", "junit", "selenium");

    /** By the names that their jars have in Maven. */
    private static Map<String, Map<?, ?>> listed() throws IOException {
        Path list = Directories.DISTRIBUTION.resolve("doc/bom.json");
        assumeFalse(System.getProperty("imc.offline", "").endsWith("true") && Files.notExists(list),
                "Maven makes none offline");
        Map<String, Object> bom = JSON.std.mapFrom(Files.readString(list));
        assertEquals("CycloneDX", bom.get("bomFormat"));
        Map<String, Map<?, ?>> listed = new TreeMap<>();
        for (Object each : (List<?>) bom.get("components")) {
            Map<?, ?> component = (Map<?, ?>) each;
            listed.put(component.get("name") + "-" + component.get("version"), component);
        }
        return listed;
    }

    /** All that run, or can be made to. */
    private static Set<String> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String directory : List.of("bundle", "optional", "bin")) {
            try (Stream<Path> files = Files.list(Directories.DISTRIBUTION.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        return jars.stream().map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In bin/ they have no versions. */
    private static boolean isJarOf(String part, String jar) {
        return part.equals(jar) || part.startsWith(jar.equals("felix") ? "org.apache.felix.main-" : jar + "-")
                && Files.exists(Directories.DISTRIBUTION.resolve("bin/" + jar + ".jar"));
    }

    @Test
    @DisplayName("each jar is on it, with its licence and its hash; and nothing that only tests need")
    void complete() throws IOException {
        Map<String, Map<?, ?>> listed = listed();
        Set<String> jars = jars();
        assertTrue(jars.size() > 60, () -> "only " + jars);
        Set<String> missing = new TreeSet<>(jars);
        missing.removeIf(jar -> listed.keySet().stream().anyMatch(part -> isJarOf(part, jar)));
        missing.removeIf(jar -> jar.startsWith("imc.run-")); // this one's own: what the list is of
        assertEquals(Set.of(), missing, "not on the list");
        Set<String> strange = new TreeSet<>(listed.keySet());
        strange.removeIf(part -> OF_TESTS.stream().noneMatch(part::startsWith));
        assertEquals(Set.of(), strange, "on the list, and needed by tests alone");
        for (String inside : INSIDE) {
            assertTrue(listed.keySet().stream().anyMatch(part -> part.startsWith(inside)), inside);
        }
        listed.forEach((part, component) -> assertTrue(component.get("hashes") != null
                && component.get("licenses") != null, part));
    }
}
