package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import imc.run.support.Directories;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The components of our bundles, by what they declare: in whatever order bundles start, none waits for itself. */
class ServicesIT {

    private record Component(Set<String> provides, Set<String> needs) {
    }

    private final Map<String, Component> components = new LinkedHashMap<>();

    @Test
    @DisplayName("services make no circle, optional references included")
    void noCircle() throws Exception {
        try (Stream<Path> bundles = Files.list(Directories.DISTRIBUTION.resolve("bundle"))) {
            for (Path bundle : bundles.filter(file -> file.getFileName().toString().startsWith("imc.")).toList()) {
                read(bundle);
            }
        }
        assertFalse(components.isEmpty());
        for (String component : components.keySet()) {
            assertEquals(List.of(), circle(component, new LinkedHashSet<>()));
        }
    }

    private void read(Path bundle) throws Exception {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            List<JarEntry> entries = jar.stream()
                    .filter(each -> each.getName().matches("OSGI-INF/[^/]+\\.xml")).toList();
            for (JarEntry entry : entries) {
                try (InputStream xml = jar.getInputStream(entry)) {
                    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
                    components.put(entry.getName(),
                            new Component(interfaces(document, "provide"), interfaces(document, "reference")));
                }
            }
        }
    }

    private static Set<String> interfaces(Document document, String tag) {
        Set<String> interfaces = new LinkedHashSet<>();
        NodeList elements = document.getElementsByTagName(tag);
        for (int i = 0; i < elements.getLength(); i++) {
            interfaces.add(((Element) elements.item(i)).getAttribute("interface"));
        }
        return interfaces;
    }

    /** The components on the way from this one back to itself; empty if there is no such way. */
    private List<String> circle(String component, Set<String> way) {
        if (!way.add(component)) {
            List<String> circle = new ArrayList<>(way);
            return new ArrayList<>(circle.subList(circle.indexOf(component), circle.size()));
        }
        for (String needed : components.get(component).needs()) {
            for (Map.Entry<String, Component> other : components.entrySet()) {
                if (other.getValue().provides().contains(needed)) {
                    List<String> circle = circle(other.getKey(), new LinkedHashSet<>(way));
                    if (!circle.isEmpty()) {
                        return circle;
                    }
                }
            }
        }
        return List.of();
    }
}
