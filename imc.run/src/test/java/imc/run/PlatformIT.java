package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.check.Phone;
import imc.run.platform.Chat;
import imc.run.platform.Features;
import imc.run.platform.Platform;
import imc.run.support.Amount;
import imc.run.support.FelixServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The platform moves under the server: whatever bundle is stopped, started, updated or refreshed, nothing that was
 * answered 200 is lost or comes twice. The number of operations is the system property {@code imc.platform.operations},
 * the seed {@code imc.platform.seed}.
 */
class PlatformIT {

    private static final int OPERATIONS = Amount.of("imc.platform.operations", 40);
    private static final long SEED = Long.getLong("imc.platform.seed", 20261121);
    /** After so many the server is put to rights and the ledger is looked at. */
    private static final int STRETCH = 10;

    @Test
    @DisplayName("nothing that was answered 200 is lost while any bundle is stopped, started, updated or refreshed")
    void operations() throws Exception {
        try (FelixServer server = new FelixServer(); Chat chat = new Chat(server);
                Features features = new Features(server)) {
            Platform platform = new Platform(server, SEED);
            List<String> faults = new ArrayList<>();
            for (int operation = 0; operation < OPERATIONS; operation += STRETCH) {
                chat.go();
                features.go();
                for (int i = 0; i < STRETCH; i++) {
                    platform.operate();
                }
                platform.restore();
                chat.pause();
                chat.awaitArrivals();
                List<String> found = new ArrayList<>(chat.ledger().faults());
                found.addAll(features.pause());
                if (!found.isEmpty()) {
                    faults.add(String.join("\n", found) + "\nlost while\n" + String.join("\n", platform.done()));
                }
                platform.done().clear();
            }
            System.out.printf("%d operations by seed %d, %d copies, %d lost, answers %s%n", OPERATIONS, SEED,
                    chat.ledger().copies(), chat.ledger().missing(), chat.ledger().answers());
            assertEquals("", String.join("\n", faults), () -> "imc.platform.seed=" + SEED);
        }
    }

    @Test
    @DisplayName("after an update of Declarative Services by whomever, everything runs on their new classes")
    void declarativeServices() throws Exception {
        try (FelixServer server = new FelixServer(); Phone alice = phone("alice", "udp", server.sipPort())) {
            for (String name : List.of("org.apache.felix.scr", "org.osgi.service.component")) {
                server.update(server.bundle(name));
                server.awaitServices();
                server.awaitReady();
                say(alice, "chat-1", "#create");
                hears(alice, "*** Room was created");
                say(alice, "chat-1", "#destroy");
                hears(alice, "*** Room has been destroyed");
            }
        }
    }

    @Test
    @DisplayName("while a transport that has just come knows of no location service, a message is not accepted and lost")
    void transportWithoutLocation() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-1", "#add bob");
            hears(bob, "*** [bob] has joined the room");
            server.bundle("imc.sip").stop();
            server.bundle("imc.registrar").stop();
            server.bundle("imc.sip").start();
            assertEquals(503, alice.message("chat-1", "into the void").status());
            server.bundle("imc.registrar").start();
            server.awaitServices();
            say(alice, "chat-1", "heard");
            hears(bob, "[alice]: heard");
        }
    }
}
