package imc.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The files of the console, as they are in the bundle; there is no other way to any of them. */
final class Pages {

    private static final String ROOT = "/console/";
    private static final String INDEX = "index.html";
    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8", "js", "text/javascript;charset=utf-8", "svg", "image/svg+xml",
            "txt", "text/plain;charset=utf-8");

    private final Map<String, Page> pages = new HashMap<>();

    /**
     * A file.
     *
     * @param type for Content-Type
     */
    record Page(String type, byte[] content) {
    }

    Pages(Bundle bundle) {
        for (URL url : Collections.list(bundle.findEntries(ROOT, "*", true))) {
            String path = url.getPath();
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            if (type != null) {
                pages.put(path.substring(path.indexOf(ROOT) + ROOT.length()), new Page(type, read(url)));
            }
        }
    }

    /** The file of that path below the context's, which begins with a slash. */
    Optional<Page> at(String path) {
        return Optional.ofNullable(pages.get(path.equals("/") ? INDEX : path.substring(1)));
    }

    private static byte[] read(URL url) {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
