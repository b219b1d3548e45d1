package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.support.Amount;
import imc.run.support.Distribution;
import imc.run.support.Flood;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Fills all bounds of the transport at once, with the heap that the distribution has by default: a room of two, who have
 * nothing to do with any of it, chats all the while. See docs/bounds.md.
 */
class BoundsIT {

    private static final int ROOMS = 8;
    private static final int MESSAGES = Amount.of("imc.bounds.messages", 1000);
    private static final String LARGE = "x".repeat(32_000);
    private static final int SOURCES = 9;
    private static final int CONNECTIONS_EACH = 256;

    private final List<AutoCloseable> open = new ArrayList<>();

    private Flood flood(String from, int port) {
        Flood flood = new Flood(from, port, 65_536);
        open.add(flood);
        return flood;
    }

    /** Contacts that never answer. */
    private String silent(String user, int count) throws IOException {
        List<String> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            open.add(socket);
            contacts.add("<sip:" + user + "@127.0.0.1:" + socket.getLocalPort() + '>');
        }
        return contacts.stream().collect(Collectors.joining(", "));
    }

    private Flood ownerOf(String room, int port) throws IOException {
        Flood owner = flood("127.0.0.1", port);
        assertEquals(200, owner.ask(Flood.message(room, "of-" + room, "#create")));
        return owner;
    }

    private Thread flooding(String room, Flood owner) {
        owner.ignore();
        return new Thread(() -> {
            try {
                for (int i = 0; i < MESSAGES; i++) {
                    owner.send(Flood.message(room, "of-" + room, LARGE));
                }
            } catch (IOException e) {
                throw new IllegalStateException("the server is gone", e);
            }
        }, room);
    }

    private void idleConnections(int port) {
        for (int source = 0; source < SOURCES; source++) {
            for (int i = 0; i < CONNECTIONS_EACH; i++) {
                Flood idle = flood("127.0.1." + (source + 1), port);
                if (i % 2 == 0) {
                    try { // half a message, of which the head has come
                        idle.send(("MESSAGE sip:chat-x@h SIP/2.0\r\nX: " + "x".repeat(16_000)
                                + "\r\nContent-Length: 1000000\r\n\r\n").getBytes());
                    } catch (IOException e) {
                        // it has made room for another one
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("all bounds are full at once, and who has nothing to do with it notices nothing")
    void allAtOnce() throws Exception {
        try (Distribution imc = new Distribution().start()) {
            int port = imc.sipPort();
            try (Phone alice = phone("alice", "udp", port); Phone bob = phone("bob", "udp", port)) {
                say(alice, "chat-control", "#create");
                assertTrue(alice.next(20_000).bodyText().contains("created"));
                say(bob, "chat-control", "#join");
                hears(bob, "*** [bob] has joined the room");
                hears(alice, "*** [bob] has joined the room");
                List<Thread> floods = new ArrayList<>();
                for (int i = 0; i < ROOMS; i++) {
                    floods.add(withSilentMembers("chat-silent" + i, 1, 1, port));
                    floods.add(withReaderThatDoesNot("chat-stuck" + i, port));
                }
                floods.add(withSilentMembers("chat-contacts", 20, 10, port));
                idleConnections(port);
                floods.forEach(Thread::start);
                int said = 0;
                while (floods.stream().anyMatch(Thread::isAlive)) {
                    chat(alice, bob, said++);
                }
                for (int i = 0; i < 10; i++) {
                    chat(alice, bob, said++);
                }
                assertTrue(imc.process().isAlive());
                assertFalse(imc.shell("imc:getStatistics sip_deliveries_pending").out().isEmpty());
                String log = Files.readString(imc.data().resolve("log/imc.log"));
                assertFalse(log.contains("OutOfMemory"), log);
            } finally {
                for (AutoCloseable one : open) {
                    one.close();
                }
            }
        }
    }

    private Thread withSilentMembers(String room, int members, int contacts, int port) throws IOException {
        Flood owner = ownerOf(room, port);
        for (int i = 0; i < members; i++) {
            String user = "m" + i + '-' + room;
            try (Flood member = new Flood("127.0.0.1", port, 65_536)) {
                assertEquals(200, member.register(user, silent(user, contacts)));
                assertEquals(200, member.ask(Flood.message(room, user, "#join")));
            }
        }
        return flooding(room, owner);
    }

    private Thread withReaderThatDoesNot(String room, int port) throws IOException {
        Flood owner = ownerOf(room, port);
        String user = "m-" + room;
        Flood member = new Flood("127.0.0.1", port, 4096);
        open.add(member);
        assertEquals(200, member.register(user, "<sip:" + user + "@127.0.0.1:" + member.port() + ";transport=tcp>"));
        assertEquals(200, member.ask(Flood.message(room, user, "#join")));
        return flooding(room, owner);
    }

    private static void chat(Phone alice, Phone bob, int number) throws Exception {
        say(alice, "chat-control", "hello " + number);
        hears(bob, "[alice]: hello " + number);
    }
}
