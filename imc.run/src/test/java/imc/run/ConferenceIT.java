package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Distribution;
import imc.run.support.FelixServer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator does with the server while people chat. */
class ConferenceIT {

    @Test
    @DisplayName("a room, its members and their roles are there after bin/imc stop and start")
    void restart() throws Exception {
        try (Distribution server = new Distribution()) {
            server.start();
            try (Phone alice = phone("alice", "udp", server.sipPort());
                    Phone bob = phone("bob", "tcp", server.sipPort())) {
                say(alice, "chat-1", "#create private");
                hears(alice, "*** Room was created");
                say(alice, "chat-1", "#add bob");
                hears(alice, "*** [bob] has joined the room");
                hears(bob, "*** [bob] has joined the room");
                say(alice, "chat-1", "#modify bob admin");
                say(alice, "chat-1", "#invite carol");
                assertTrue(server.shell("imc:listRooms").out().contains("sip:chat-1@127.0.0.1"));
            }
            server.stop();
            server.start();
            try (Phone bob = phone("bob", "tcp", server.sipPort());
                    Phone dave = phone("dave", "udp", server.sipPort())) {
                say(bob, "chat-1", "#members");
                hears(bob, "Members:\n*[alice]\n~[bob]");
                assertEquals(403, dave.message("chat-1", "#join").status(), "the room is private");
            }
        }
    }

    @Test
    @DisplayName("an edited conf file changes the command character, and a bad value is refused and said")
    void configuration() throws Exception {
        try (FelixServer server = new FelixServer(); Phone alice = phone("alice", "udp", server.sipPort())) {
            server.configure("imc.commands", Map.of("imc_cmd_start_char", "!"));
            say(alice, "chat-1", "!create");
            hears(alice, "*** Room was created");
            server.conf().write("imc.commands", Map.of("imc_cmd_start_char", "word"));
            server.awaitLog("imc.commands: imc_cmd_start_char = 'word' is refused: allowed is one character that "
                    + "is neither a letter, a digit nor a blank; '!' stays in force");
            say(alice, "chat-1", "!leave");
            hears(alice, "*** Room has been destroyed");
        }
    }

    @Test
    @DisplayName("while the store is away chat goes on, and changes are answered 503 with Retry-After")
    void storeAway() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            say(bob, "chat-1", "#join");
            hears(alice, "*** [bob] has joined the room");
            server.bundle("imc.store.jpa").stop();
            SipText refused = bob.message("chat-1", "#leave");
            assertEquals(503, refused.status());
            assertEquals("5", refused.header("Retry-After").orElse("none"));
            assertTrue(refused.header("Reason").orElse("none").startsWith("imc;cause=-503;text="), refused.toString());
            say(bob, "chat-1", "still here");
            hears(alice, "[bob]: still here");
            server.bundle("imc.store.jpa").start();
            server.awaitReady();
            awaitChange(bob);
            hears(alice, "*** [bob] has left the room");
        }
    }

    /** The store serves as soon as it has been brought level with the rooms in memory. */
    private static void awaitChange(Phone bob) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (bob.message("chat-1", "#leave").status() != 200) {
            assertTrue(System.nanoTime() < deadline, "the store does not serve again");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
