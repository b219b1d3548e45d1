package imc.config.internal;

import imc.api.config.ConfigurationCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles of this framework, whether they run or not: files are read before they do. Of a bundle nothing is kept but
 * what its description says; its classes are asked for when they are needed.
 */
final class InstalledBundles implements Pids {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledBundles.class);
    private static final String CHECKS = "META-INF/services/" + ConfigurationCheck.class.getName();

    private final BundleContext context;
    private final Map<Version, List<Pid>> read = new HashMap<>();

    /** A bundle as it was last installed or updated. */
    private record Version(long bundle, long modified) {

        static Version of(Bundle bundle) {
            return new Version(bundle.getBundleId(), bundle.getLastModified());
        }
    }

    InstalledBundles(BundleContext context) {
        this.context = context;
    }

    /** Whether a bundle that imports these packages belongs to the conference server: it then knows our contracts. */
    static boolean isOurs(String imports) {
        return imports != null && imports.contains("imc.api");
    }

    /** Changes with every bundle that comes, goes or is updated. */
    Object state() {
        return Stream.of(context.getBundles()).map(Version::of).collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Pid> all() {
        Bundle[] bundles = context.getBundles();
        read.keySet().retainAll(Stream.of(bundles).map(Version::of).collect(Collectors.toSet()));
        return Stream.of(bundles)
                .flatMap(bundle -> read.computeIfAbsent(Version.of(bundle), version -> pids(bundle)).stream())
                .sorted(Comparator.comparing(Pid::name)).toList();
    }

    private static List<Pid> pids(Bundle bundle) {
        List<Pid> pids = new ArrayList<>();
        try {
            boolean ours = isOurs(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE));
            for (String entry : entries(bundle)) {
                URL xml = bundle.getEntry(entry);
                if (entry.endsWith(".xml") && xml != null) {
                    try (InputStream in = xml.openStream()) {
                        pids.addAll(Descriptions.read(in, ours));
                    }
                }
            }
        } catch (IOException | IllegalStateException e) {
            LOG.error("{}: its description of keys ({}) cannot be read: {}", bundle, Descriptions.FOLDER, e.toString());
        }
        return pids;
    }

    /** Not findEntries, which would resolve the bundle. */
    private static List<String> entries(Bundle bundle) {
        Enumeration<String> paths = bundle.getEntryPaths(Descriptions.FOLDER);
        return paths == null ? List.of() : Collections.list(paths);
    }

    @Override
    public Optional<ConfigurationCheck> check(String pid) {
        return Stream.of(context.getBundles()).flatMap(bundle -> checks(bundle).stream())
                .filter(check -> check.pid().equals(pid)).findFirst();
    }

    private static List<ConfigurationCheck> checks(Bundle bundle) {
        List<ConfigurationCheck> checks = new ArrayList<>();
        try {
            URL names = bundle.getEntry(CHECKS);
            for (String name : names == null ? Set.<String>of() : lines(names)) {
                Object check = bundle.loadClass(name).getConstructor().newInstance();
                // Else it is wired to another generation of the contracts: its component refuses what is wrong.
                if (check instanceof ConfigurationCheck ours) {
                    checks.add(ours);
                }
            }
        } catch (IOException | ReflectiveOperationException | LinkageError | IllegalStateException e) {
            LOG.debug("{} cannot check its configuration at the moment", bundle, e);
        }
        return checks;
    }

    private static Set<String> lines(URL file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return in.lines().map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty())
                    .collect(Collectors.toSet());
        }
    }
}
