package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Distribution;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is away gets what he has missed when he is back, whatever has happened to the server meanwhile. */
class OfflineIT {

    private static final String ROOM = "chat-offline";

    @Test
    @DisplayName("what was answered 202 outlives kill -9, comes in order and once, and brings no automatic answer back")
    void kill() throws Exception {
        try (Distribution server = new Distribution()) {
            server.start();
            try (Phone alice = phone("alice", "udp", server.sipPort());
                    Phone carol = phone("carol", "udp", server.sipPort())) {
                beginning(server, alice, carol);
                ProcessHandle process = server.process();
                process.destroyForcibly();
                process.onExit().join();
                server.start();
                assertEquals(200, alice.register(600).status());
                assertEquals(200, carol.register(600).status());
                end(server, alice, carol);
            }
        }
    }

    /** Bob is a member and goes; carol is invited and stays so. */
    private static void beginning(Distribution server, Phone alice, Phone carol) throws Exception {
        say(alice, ROOM, "#create");
        hears(alice, "*** Room was created");
        say(alice, ROOM, "#invite carol");
        hears(carol, "*** [alice] invites you to join the room (send '#accept' or '#reject')");
        try (Phone bob = phone("bob", "udp", server.sipPort())) {
            say(bob, ROOM, "#join");
            hears(bob, "*** [bob] has joined the room");
            hears(alice, "*** [bob] has joined the room");
            assertEquals(200, bob.register(0).status());
        }
        for (String text : List.of("one", "two", "three")) {
            assertEquals(202, alice.message(ROOM, text).status(), text);
        }
        assertEquals(200, alice.message(ROOM, List.of("Content-Type: application/im-iscomposing+xml"),
                "<isComposing/>".getBytes()).status());
        assertEquals("3", waiting(server));
    }

    private static void end(Distribution server, Phone alice, Phone carol) throws Exception {
        try (Phone bob = phone("bob", "udp", server.sipPort())) {
            for (String text : List.of("one", "two", "three")) {
                SipText copy = bob.next(20_000);
                assertNotNull(copy, text);
                assertTrue(copy.bodyText().matches("\\[alice(, \\w+ \\d+:\\d+)?]: " + text), copy.bodyText());
                String date = copy.header("Date").orElse("");
                assertTrue(date.matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"), date);
                assertEquals(200, bob.message(ROOM, List.of("Content-Type: text/plain", "Auto-Submitted: auto-replied",
                        "In-Reply-To: " + copy.header("Call-ID").orElseThrow()), "I am driving".getBytes()).status());
            }
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (!waiting(server).equals("0")) {
                assertTrue(System.nanoTime() < deadline, () -> waiting(server) + " wait");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            say(alice, ROOM, "four");
            hears(bob, "[alice]: four");
            say(bob, ROOM, "five");
            hears(alice, "[bob]: five");
            assertNull(carol.next(1), "the invited are sent nothing");
        }
    }

    private static String waiting(Distribution server) {
        return server.shell("imc:offlineCount").out().lines().map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns[0].equals("waiting")).map(columns -> columns[1]).findFirst().orElse("");
    }
}
