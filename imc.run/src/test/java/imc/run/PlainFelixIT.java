package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.Directories;
import imc.run.support.ForegroundServer;
import imc.run.support.FreePort;
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

    private final Path directory = Directories.temporary();

    @AfterEach
    void delete() {
        Directories.delete(directory);
    }

    @Test
    @DisplayName("the README's steps make a conference server of a plain Felix")
    void plainFelix() throws IOException {
        Path felix = plainFelixIn(directory.resolve("felix"));

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
        Files.writeString(felix.resolve("conf/config.properties"), place + settings, StandardOpenOption.APPEND);

        becomesReadyAndStops(new ProcessBuilder("java", "-jar", "bin/felix.jar").directory(felix.toFile()));
    }

    @Test
    @DisplayName("the executable jar reads conf and writes data in the directory in which it is started")
    void executableJar() throws IOException {
        listenOnAFreePort(Files.createDirectory(directory.resolve("conf")));

        becomesReadyAndStops(
                new ProcessBuilder("java", "-jar", System.getProperty("imc.jar")).directory(directory.toFile()));

        assertTrue(Files.exists(directory.resolve("data/log/imc.log")));
        try (Stream<Path> made = Files.list(directory)) {
            assertEquals(List.of("conf", "data"), made.map(Path::getFileName).map(Path::toString).sorted().toList());
        }
    }

    private static void becomesReadyAndStops(ProcessBuilder command) {
        try (ForegroundServer server = new ForegroundServer(command)) {
            server.await("imc is ready");
            assertEquals(143, server.terminate().end().code());
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
                org.osgi.framework.storage.clean=onFirstInit
                """);
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
