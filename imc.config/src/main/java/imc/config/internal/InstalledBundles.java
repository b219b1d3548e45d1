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
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles of this framework, whether they run or not: files are read before they do. Of a bundle nothing is kept
 * but what its description says; its classes are asked for when they are needed.
 */
final class InstalledBundles implements Pids {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledBundles.class);
    private static final String CHECKS = "META-INF/services/" + ConfigurationCheck.class.getName();

    /** For how long a description may be unreadable: its bundle may be in the middle of an update. */
    private static final long UPDATE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final BundleContext context;
    private final LongSupplier nanos;
    /** By the bundle's id. */
    private final Map<Long, Described> read = new HashMap<>();

    /**
     * What a bundle was last found to say.
     *
     * @param version null if it could not be read yet
     * @param failed  since when it cannot be read, by the clock; null if it can
     */
    private record Described(Version version, List<Pid> pids, Long failed) {
    }

    InstalledBundles(BundleContext context) {
        this(context, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    InstalledBundles(BundleContext context, LongSupplier nanos) {
        this.context = context;
        this.nanos = nanos;
    }

    /** Whether a bundle that imports these packages belongs to the conference server: it then knows our contracts. */
    static boolean isOurs(String imports) {
        return imports != null && imports.contains("imc.api");
    }

    @Override
    public Object state() {
        return Stream.of(context.getBundles()).map(Version::of).collect(Collectors.toSet());
    }

    @Override
    public synchronized Object stateRead() {
        return read.values().stream().map(Described::version).collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Pid> all() {
        Bundle[] bundles = context.getBundles();
        read.keySet().retainAll(Stream.of(bundles).map(Bundle::getBundleId).collect(Collectors.toSet()));
        return Pid.joined(Stream.of(bundles).flatMap(bundle -> pids(bundle).stream()));
    }

    /** What was read before counts until the bundle can be read: it does not lose its configuration by an update. */
    private List<Pid> pids(Bundle bundle) {
        Version version = Version.of(bundle);
        Described before = read.getOrDefault(bundle.getBundleId(), new Described(null, List.of(), null));
        if (!version.equals(before.version())) {
            read.put(bundle.getBundleId(), anew(bundle, version, before));
        }
        return read.get(bundle.getBundleId()).pids();
    }

    private Described anew(Bundle bundle, Version version, Described before) {
        long since = before.failed() == null ? nanos.getAsLong() : before.failed();
        try {
            List<Pid> now = described(bundle);
            if (now.isEmpty() && !before.pids().isEmpty()) {
                throw new IOException("it is no longer there");
            }
            if (Version.of(bundle).equals(version)) {
                return new Described(version, now, null);
            }
        } catch (IOException | RuntimeException e) {
            if (nanos.getAsLong() - since >= UPDATE_NANOS) {
                LOG.error("{}: its description of keys ({}) cannot be read: {}", bundle, Descriptions.FOLDER,
                        e.toString());
                return new Described(version, List.of(), null);
            }
            LOG.debug("{} cannot be read at the moment", bundle, e);
        }
        return new Described(before.version(), before.pids(), since);
    }

    private static List<Pid> described(Bundle bundle) throws IOException {
        List<Pid> pids = new ArrayList<>();
        boolean ours = isOurs(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE));
        for (String entry : entries(bundle)) {
            URL xml = bundle.getEntry(entry);
            if (entry.endsWith(".xml") && xml != null) {
                try (InputStream in = xml.openStream()) {
                    pids.addAll(Descriptions.read(in, ours));
                }
            }
        }
        if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && bundle.getEntry(MANIFEST) == null) {
            // While the framework changes the file, there are no entries rather than an error.
            throw new IOException("the bundle's file is closed");
        }
        return pids;
    }

    /** Not findEntries, which would resolve the bundle. */
    private static List<String> entries(Bundle bundle) {
        Enumeration<String> paths = bundle.getEntryPaths(Descriptions.FOLDER);
        return paths == null ? List.of() : Collections.list(paths);
    }

    @Override
    public List<ConfigurationCheck> checks(String pid) {
        return Stream.of(context.getBundles()).flatMap(bundle -> checks(bundle).stream())
                .filter(check -> check.pid().equals(pid)).toList();
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
