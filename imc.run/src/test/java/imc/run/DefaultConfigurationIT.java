package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.run.support.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration files that the distribution comes with. */
class DefaultConfigurationIT {

    private static final Pattern COMMENTED_KEY = Pattern.compile("#(\\w+) =(?: (.*))?");

    @Test
    @DisplayName("conf has one file a PID, with every key that the bundles describe, commented out at its default")
    void everyKeyAtItsDefault() throws Exception {
        assertEquals(described(), written());
    }

    /** PID to key to default, of the bundles' own descriptions (metatype). */
    private static Map<String, Map<String, String>> described() throws Exception {
        Map<String, Map<String, String>> pids = new TreeMap<>();
        try (Stream<Path> bundles = Files.list(Directories.DISTRIBUTION.resolve("bundle"))) {
            for (Path bundle : bundles.filter(path -> path.getFileName().toString().startsWith("imc.")).toList()) {
                try (JarFile jar = new JarFile(bundle.toFile())) {
                    for (JarEntry entry : jar.stream().filter(DefaultConfigurationIT::isDescription).toList()) {
                        try (InputStream xml = jar.getInputStream(entry)) {
                            describe(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml), pids);
                        }
                    }
                }
            }
        }
        return pids;
    }

    private static boolean isDescription(JarEntry entry) {
        return entry.getName().startsWith("OSGI-INF/metatype/") && entry.getName().endsWith(".xml");
    }

    private static void describe(Document description, Map<String, Map<String, String>> pids) {
        NodeList keys = description.getElementsByTagName("AD");
        Map<String, String> defaults = new TreeMap<>();
        for (int i = 0; i < keys.getLength(); i++) {
            Element key = (Element) keys.item(i);
            // A default that is a list has its commas escaped in the description.
            defaults.put(key.getAttribute("id"), key.getAttribute("default").replaceAll("\\\\(.)", "$1"));
        }
        NodeList designates = description.getElementsByTagName("Designate");
        for (int i = 0; i < designates.getLength(); i++) {
            // Several bundles may take one PID, each with keys of its own.
            pids.computeIfAbsent(((Element) designates.item(i)).getAttribute("pid"), pid -> new TreeMap<>())
                    .putAll(defaults);
        }
    }

    /** PID to key to default, of the files. */
    private static Map<String, Map<String, String>> written() throws IOException {
        Map<String, Map<String, String>> pids = new TreeMap<>();
        try (Stream<Path> files = Files.list(Directories.DISTRIBUTION.resolve("conf"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".cfg")).toList()) {
                Map<String, String> defaults = new TreeMap<>();
                for (String line : Files.readAllLines(file)) {
                    Matcher key = COMMENTED_KEY.matcher(line);
                    if (key.matches()) {
                        defaults.put(key.group(1), key.group(2) == null ? "" : key.group(2));
                    }
                }
                pids.put(file.getFileName().toString().replace(".cfg", ""), defaults);
            }
        }
        return pids;
    }
}
