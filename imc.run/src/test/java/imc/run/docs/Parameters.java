package imc.run.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.Bundle;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A bundle's settings, as its metatype describes them. */
final class Parameters {

    private Parameters() {
    }

    /** A table of them; empty where the bundle has none. */
    static String of(Bundle bundle) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (URL file : files(bundle)) {
            for (Element setting : elements(read(file), "AD")) {
                rows.append("| `").append(setting.getAttribute("id")).append("` | ").append(allowed(setting))
                        .append(" | ").append(initially(setting)).append(" | ")
                        .append(cell(setting.getAttribute("description"))).append(" |\n");
            }
        }
        return rows.isEmpty() ? "" : "| key | allowed | default | what it is |\n|---|---|---|---|\n" + rows;
    }

    private static List<URL> files(Bundle bundle) {
        var found = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        return found == null ? List.of()
                : Collections.list(found).stream().sorted(Comparator.comparing(URL::getPath)).toList();
    }

    private static Document read(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no metatype", e);
        }
    }

    private static List<Element> elements(Node within, String name) {
        NodeList found = within instanceof Document document ? document.getElementsByTagName(name)
                : ((Element) within).getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String allowed(Element setting) {
        List<Element> options = elements(setting, "Option");
        if (!options.isEmpty()) {
            return options.stream().map(option -> "`" + option.getAttribute("value") + "`")
                    .collect(Collectors.joining(", "));
        }
        String min = setting.getAttribute("min");
        String max = setting.getAttribute("max");
        if (!min.isEmpty() && !max.isEmpty()) {
            return min + " to " + max;
        }
        return switch (setting.getAttribute("type")) {
            case "Boolean" -> "`true`, `false`";
            case "Integer", "Long" -> min.isEmpty() ? "a whole number" : min + " or more";
            case "Password" -> "a text, which is never shown";
            case "String" -> "a text";
            default -> setting.getAttribute("type").toLowerCase(Locale.ROOT);
        };
    }

    /** In a metatype, a comma parts values, and a backslash stands before one that does not. */
    private static String initially(Element setting) {
        String value = setting.getAttribute("default").replaceAll("\\\\(.)", "$1");
        return value.isEmpty() ? "none" : "`" + value + "`";
    }

    static String cell(String text) {
        return text.replace("\n", " ").replace("|", "\\|").replace("<", "&lt;").strip();
    }
}
