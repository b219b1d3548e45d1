package imc.config.internal;

import imc.api.config.ConfigurationCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The bundles of a directory, where no framework runs; they are on the class path too. */
final class JarFiles implements Pids {

    private final List<Pid> pids;
    private final List<ConfigurationCheck> checks;

    JarFiles(Path directory) throws IOException {
        List<Pid> found = new ArrayList<>();
        try (Stream<Path> jars = Files.list(directory)) {
            for (Path jar : jars.filter(path -> path.toString().endsWith(".jar")).sorted().toList()) {
                found.addAll(pids(jar));
            }
        }
        pids = Pid.joined(found.stream());
        checks = ServiceLoader.load(ConfigurationCheck.class).stream().map(ServiceLoader.Provider::get)
                .toList();
    }

    private static List<Pid> pids(Path file) throws IOException {
        List<Pid> found = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            Attributes manifest = jar.getManifest() == null ? new Attributes() : jar.getManifest().getMainAttributes();
            for (JarEntry entry : jar.stream().filter(JarFiles::isDescription).toList()) {
                try (InputStream xml = jar.getInputStream(entry)) {
                    found.addAll(Descriptions.read(xml, InstalledBundles.isOurs(manifest.getValue("Import-Package"))));
                }
            }
        }
        return found;
    }

    private static boolean isDescription(JarEntry entry) {
        return entry.getName().startsWith(Descriptions.FOLDER) && entry.getName().endsWith(".xml");
    }

    @Override
    public List<Pid> all() {
        return pids;
    }

    @Override
    public List<ConfigurationCheck> checks(String pid) {
        return checks.stream().filter(check -> check.pid().equals(pid)).toList();
    }
}
