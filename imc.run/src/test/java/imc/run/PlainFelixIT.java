package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.BundleCount;
import imc.run.support.Directories;
import imc.run.support.ForegroundServer;
import imc.run.support.FreePort;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The ways beside bin/imc: the README's steps into a Felix that somebody already has, and the executable jar. */
class PlainFelixIT {

    private static final String COUNTING = "test.counting";
    /** As in {@link imc.run.support.Distribution}: what ends soon is not compiled for a long run. */
    private static final String BRIEFLY = "-XX:TieredStopAtLevel=1";
    /** The exit code of a Java program that TERM has ended. */
    private static final int KILLED = 143;

    private final Path directory = Directories.temporary();

    @AfterEach
    void delete() {
        Directories.delete(directory);
    }

    @Test
    @DisplayName("the README's steps make a conference server of a plain Felix that has run, and a plain Felix of that")
    void plainFelix() throws IOException {
        Path felix = plainFelixIn(directory.resolve("felix"));
        Path properties = felix.resolve("conf/config.properties");
        String own = Files.readString(properties);
        ProcessBuilder run = new ProcessBuilder("java", BRIEFLY, "-jar", "bin/felix.jar").directory(felix.toFile());
        assertEquals("0", bundlesIn(run));
        Directories.delete(felix.resolve("felix-cache"));

        copy(Directories.DISTRIBUTION.resolve("bundle"), ".jar", felix.resolve("bundle"));
        copy(Directories.DISTRIBUTION.resolve("conf"), ".cfg", Files.createDirectory(felix.resolve("imc")));
        listenOnAFreePort(felix.resolve("imc"));
        String place = """

                imc.home=%1$s
                imc.bundles=file:%1$s/bundle/
                imc.conf=%1$s/imc
                imc.data=%1$s/imc-data
                """.formatted(felix);
        String settings = Files.readString(Directories.DISTRIBUTION.resolve("conf/config.properties"));
        Files.writeString(properties, place + settings, StandardOpenOption.APPEND);

        becomesReadyAndStops(run, KILLED);
        becomesReadyAndStops(run, KILLED);

        Files.writeString(properties, own);
        try (Stream<Path> jars = Files.list(felix.resolve("bundle"))) {
            for (Path jar : jars.filter(path -> !path.getFileName().toString().equals(COUNTING + ".jar")).toList()) {
                Files.delete(jar);
            }
        }
        Directories.delete(felix.resolve("felix-cache"));
        assertEquals("0", bundlesIn(run));
    }

    /** Runs Felix until the bundle that counts has counted the server's bundles. */
    private static String bundlesIn(ProcessBuilder felix) {
        try (ForegroundServer server = new ForegroundServer(felix)) {
            server.await("of the server: ");
            String out = server.terminate().end().out();
            return out.substring(out.indexOf("of the server: ") + "of the server: ".length())
                    .lines().findFirst().orElse("");
        }
    }

    @Test
    @DisplayName("the executable jar reads conf and writes data in the directory in which it is started")
    void executableJar() throws IOException {
        listenOnAFreePort(Files.createDirectory(directory.resolve("conf")));

        becomesReadyAndStops(
                new ProcessBuilder("java", BRIEFLY, "-jar", System.getProperty("imc.jar"))
                        .directory(directory.toFile()), 0);

        assertTrue(Files.exists(directory.resolve("data/log/imc.log")));
        try (Stream<Path> made = Files.list(directory)) {
            assertEquals(List.of("conf", "data"), made.map(Path::getFileName).map(Path::toString).sorted().toList());
        }
    }

    private static void becomesReadyAndStops(ProcessBuilder command, int code) {
        try (ForegroundServer server = new ForegroundServer(command)) {
            server.await("imc is ready");
            assertEquals(code, server.terminate().end().code());
        }
    }

    /** As the framework's own distribution: felix.jar, a shell, and the properties that it ships with. */
    private static Path plainFelixIn(Path felix) throws IOException {
        for (String name : List.of("bin", "bundle", "conf")) {
            Files.createDirectories(felix.resolve(name));
        }
        Files.copy(Directories.DISTRIBUTION.resolve("bin/felix.jar"), felix.resolve("bin/felix.jar"));
        Files.writeString(felix.resolve("conf/config.properties"), """
                felix.auto.deploy.action=install,start
                felix.log.level=1
                """);
        TestBundle.of(COUNTING, BundleCount.class).write(felix.resolve("bundle"));
        return felix;
    }

    private static void listenOnAFreePort(Path conf) throws IOException {
        Files.writeString(conf.resolve("imc.transport.sip.cfg"),
                "listen = udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d%n".formatted(FreePort.next()));
    }

    private static void copy(Path from, String suffix, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
