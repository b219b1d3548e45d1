package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.platform.Chat;
import imc.run.platform.Features;
import imc.run.platform.Platform;
import imc.run.platform.Refused;
import imc.run.support.Amount;
import imc.run.support.FelixServer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
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
    @DisplayName("while the script and what it calls is stopped, started, updated and refreshed, "
            + "what a route refuses is refused, everything is answered, and nothing that was answered 200 is lost")
    void routes() throws Exception {
        try (FelixServer server = new FelixServer(conf -> conf.write("imc.script.forward",
                Map.of("forward_to", "127.0.0.0/8")));
                Chat chat = new Chat(server); Refused refused = new Refused(server)) {
            server.awaitReady();
            Files.writeString(server.conf().directory().resolve("routes.jexl"), refused.routes());
            server.awaitLog("the routes are in force");
            Platform platform = new Platform(server, SEED);
            chat.go();
            refused.go();
            refused.awaitRoutes();
            for (String name : List.of("imc.script", "imc.script.forward", "imc.script.http", "imc.script.events",
                    "imc.timer")) {
                for (String operation : List.of("update", "stop", "start", "refresh")) {
                    platform.perform(operation, name);
                    if (!operation.equals("stop")) {
                        refused.awaitRoutes();
                    }
                }
            }
            chat.pause();
            chat.awaitArrivals();
            System.out.printf("%s, said %s%n", refused, chat.ledger().answers());
            assertEquals("", refused.end());
            assertEquals(List.of(), chat.ledger().faults());
            assertEquals(Set.of(), without(chat.ledger().answers().keySet(), 200, 503));
            awaitRun(server, "timer_route[BEAT]");
            awaitRun(server, "event_route[imc:message]");
        }
    }

    private static Set<Integer> without(Set<Integer> statuses, Integer... usual) {
        Set<Integer> others = new TreeSet<>(statuses);
        others.removeAll(List.of(usual));
        return others;
    }

    /** A route has run since the script was last updated. */
    private static void awaitRun(FelixServer server, String title) {
        Pattern run = Pattern.compile(Pattern.quote("route_runs{route=" + title + "}") + "\\s+[1-9]");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!run.matcher(server.shell("imc:getStatistics").out()).find()) {
            assertTrue(System.nanoTime() < deadline, () -> title + " does not run: "
                    + server.shell("imc:getStatistics").out());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
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
    @DisplayName("while a transport that has just come knows of no location service, "
            + "a message is not accepted and lost")
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
