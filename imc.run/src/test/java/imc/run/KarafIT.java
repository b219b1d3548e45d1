package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Jar;
import imc.check.Phone;
import imc.run.support.Directories;
import imc.run.support.FreePort;
import imc.run.support.Karaf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** In Apache Karaf, as it is downloaded and without a network: the archive has all that Karaf lacks. */
class KarafIT {

    private final Path directory = Directories.temporary();

    @AfterEach
    void delete() {
        Directories.delete(directory);
    }

    @Test
    @DisplayName("Karaf installs the archive, people chat, a bundle is updated, they chat on, and it is uninstalled")
    void karaf() throws Exception {
        int port = FreePort.next();
        // With the key that Karaf's features service marks configurations with.
        String transport = """
                listen = udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d
                org.apache.karaf.features.configKey = imc.transport.sip
                """.formatted(port);
        try (Karaf karaf = new Karaf(Map.of("imc.transport.sip.cfg", transport))) {
            karaf.deploy(Path.of(System.getProperty("imc.kar"))).await("imc is ready");
            assertEquals(transport, Files.readString(karaf.etc().resolve("imc.transport.sip.cfg")));
            assertTrue(Files.isDirectory(karaf.data().resolve("imc/derby")), "the database is below Karaf's data");

            try (Phone alice = phone("alice", "udp", port); Phone bob = phone("bob", "tcp", port)) {
                say(alice, "chat-1", "#create");
                hears(alice, "*** Room was created");
                say(bob, "chat-1", "#join");
                hears(alice, "*** [bob] has joined the room");
                hears(bob, "*** [bob] has joined the room");
                say(alice, "chat-1", "hello");
                hears(bob, "[alice]: hello");
            }

            Path update = updated("imc.rooms");
            String rooms = karaf.shell("bundle:update imc.rooms " + update.toUri() + "; list | grep imc.rooms");
            assertTrue(rooms.contains("1.0.0.updated") && rooms.contains("Active"), rooms);
            try (Phone alice = phone("alice", "udp", port); Phone bob = phone("bob", "tcp", port)) {
                sayOnceServed(bob, "chat-1", "again");
                hears(alice, "[bob]: again");
            }
            rooms = karaf.shell("imc:listRooms | tail -n 1");
            assertTrue(rooms.contains("sip:chat-1@127.0.0.1"), rooms);

            List<String> wrong = karaf.log().lines()
                    .filter(line -> line.contains("| ERROR |")
                            || line.contains("| WARN  |") && line.contains(" - imc."))
                    .toList();
            assertEquals(List.of(), wrong);

            Path archive = Path.of(System.getProperty("imc.kar")).getFileName();
            String name = archive.toString().replace(".kar", "");
            String left = karaf.shell("kar:uninstall " + name + "; list -t 0 | tail -n 90");
            assertTrue(left.contains("Karaf") && !left.contains("imc."), left);
        }
    }

    /** After an update the rooms are read anew; until then whoever sends something is told to try again. */
    private static void sayOnceServed(Phone phone, String room, String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        int status = phone.message(room, text).status();
        while (status == 503 && System.nanoTime() < deadline) {
            status = phone.message(room, text).status();
        }
        assertEquals(200, status);
    }

    /** A bundle of ours, as it might come with the next release. */
    private Path updated(String name) throws Exception {
        try (Stream<Path> bundles = Files.list(Directories.DISTRIBUTION.resolve("bundle"));
                Jar jar = new Jar(bundles.filter(path -> path.getFileName().toString().matches(name + "-\\d.*"))
                        .findFirst().orElseThrow().toFile())) {
            jar.getManifest().getMainAttributes().putValue(Constants.BUNDLE_VERSION, "1.0.0.updated");
            Path file = directory.resolve(name + ".jar");
            jar.write(file.toFile());
            return file;
        }
    }
}
