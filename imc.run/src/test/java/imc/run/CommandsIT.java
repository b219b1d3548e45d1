package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import imc.check.Phone;
import imc.run.support.Directories;
import imc.run.support.FelixServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The commands are a bundle of their own: whoever corrects one of their words disturbs no room. */
class CommandsIT {

    private static final String HELP = "list the members: * owner, ~ admin";
    private static final String CORRECTED = "list who is in the room: * owner, ~ admin";

    @Test
    @DisplayName("with the commands stopped, chat goes on; updated with another help text, no room is read again")
    void corrected() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "tcp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            say(bob, "chat-1", "#join");
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");
            Object manager = service(server, "imc.api.ImcManager");
            Object store = service(server, "imc.api.store.RoomStore");
            long readings = readings(server);

            Bundle commands = server.bundle("imc.commands");
            commands.stop();
            assertEquals(503, bob.message("chat-1", "#members").status());
            hears(bob, "*** The commands are away; try again in 5 seconds");
            say(bob, "chat-1", "hello");
            hears(alice, "[bob]: hello");
            try (InputStream jar = corrected(jar())) {
                commands.update(jar);
            }
            commands.start();
            server.awaitServices();

            say(alice, "chat-1", "#help");
            String help;
            do {
                help = alice.next(20_000).bodyText();
            } while (!help.contains("#members - " + CORRECTED));
            say(bob, "chat-1", "#members");
            hears(bob, "Members:\n*[alice]\n[bob]");
            assertSame(manager, service(server, "imc.api.ImcManager"), "the rooms stayed");
            assertSame(store, service(server, "imc.api.store.RoomStore"), "the store stayed");
            assertEquals(readings, readings(server), "times that rooms were read");
        }
    }

    private static Object service(FelixServer server, String name) {
        return server.context().getServiceReference(name);
    }

    private static long readings(FelixServer server) {
        return server.log().lines().filter(line -> line.contains(" read from it, ")).count();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> bundles = Files.list(Directories.DISTRIBUTION.resolve("bundle"))) {
            return bundles.filter(file -> file.getFileName().toString().startsWith("imc.commands-")).findFirst()
                    .orElseThrow();
        }
    }

    /** The bundle with one help text, which stands in the description of its component, replaced. */
    private static InputStream corrected(Path jar) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = from.readAllBytes();
                to.write(entry.getName().endsWith(".xml") ? new String(content, StandardCharsets.UTF_8)
                        .replace(HELP, CORRECTED).getBytes(StandardCharsets.UTF_8) : content);
            }
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
