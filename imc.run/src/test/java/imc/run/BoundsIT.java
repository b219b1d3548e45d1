package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.support.Amount;
import imc.run.support.Distribution;
import imc.run.support.FilledDatabase;
import imc.run.support.Flood;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Fills all bounds that hold memory at once, with the heap that the distribution has by default: rooms and
 * memberships, registrations, subscriptions, server transactions, connections and what is on its way. A room of two,
 * who have nothing to do with any of it, chats all the while. See docs/bounds.md. Of rooms, memberships and
 * registrations a fifth of the default bounds is filled, all with {@code -Dimc.bounds.share=1}.
 */
class BoundsIT {

    private static final int ROOMS = 8;
    private static final int MESSAGES = Amount.of("imc.bounds.messages", 400);
    private static final String LARGE = "x".repeat(32_000);
    private static final int SOURCES = 9;
    private static final int CONNECTIONS_EACH = 256;
    /** Of the defaults of max_rooms, max_memberships and max_bytes, which take minutes to fill: one part in so many. */
    private static final int SHARE = Amount.of("imc.bounds.share", 5);
    private static final int MAX_ROOMS = 50_000 / SHARE;
    private static final int MAX_MEMBERSHIPS = 200_000 / SHARE;
    private static final int MAX_REGISTERED_BYTES = (100 << 20) / SHARE;
    private static final int MAX_SUBSCRIPTIONS = 2000;
    /** Of these, those that chat or are flooded: a control room, silent and stuck ones, and one with many contacts. */
    private static final int OWN_ROOMS = 2 * ROOMS + 2;
    private static final int OWN_MEMBERS = 2 + 2 * 2 * ROOMS + 1 + 20;

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
        try (Distribution imc = new Distribution().asDelivered()) {
            FilledDatabase.fill(imc.data().resolve("derby/imc"), MAX_ROOMS - OWN_ROOMS, MAX_MEMBERSHIPS - OWN_MEMBERS);
            imc.conf().write("imc.commands", Map.of("max_rooms", Integer.toString(MAX_ROOMS),
                    "max_memberships", Integer.toString(MAX_MEMBERSHIPS)));
            imc.conf().write("imc.registrar", Map.of("max_bytes", Integer.toString(MAX_REGISTERED_BYTES),
                    "max_source_bytes", Integer.toString(MAX_REGISTERED_BYTES / 8)));
            imc.start();
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
                noMoreRooms(port);
                registrations(port);
                subscriptions(port);
                idleConnections(port);
                transactions(port);
                floods.forEach(Thread::start);
                int said = 0;
                while (floods.stream().anyMatch(Thread::isAlive)) {
                    chat(alice, bob, said++);
                }
                for (int i = 0; i < 10; i++) {
                    chat(alice, bob, said++);
                }
                assertTrue(imc.process().isAlive());
                String figures = imc.shell("imc:getStatistics").out();
                assertEquals(MAX_ROOMS, figure(figures, "active_rooms"), figures);
                assertEquals(MAX_MEMBERSHIPS, figure(figures, "active_members"), figures);
                assertTrue(figure(figures, "location_bytes") > MAX_REGISTERED_BYTES - 50_000, figures);
                String log = Files.readString(imc.data().resolve("log/imc.log"));
                assertFalse(log.contains("OutOfMemory"), log);
            } finally {
                for (AutoCloseable one : open) {
                    one.close();
                }
            }
        }
    }

    private static long figure(String figures, String name) {
        Matcher line = Pattern.compile("^\\w+:" + name + " +([0-9]+)", Pattern.MULTILINE).matcher(figures);
        assertTrue(line.find(), figures);
        return Long.parseLong(line.group(1));
    }

    private static void noMoreRooms(int port) throws IOException {
        try (Flood one = new Flood("127.0.0.1", port, 65_536)) {
            assertEquals(403, one.ask(Flood.message("chat-more", "more", "#create")));
            assertEquals(403, one.ask(Flood.message("chat-full0", "more", "#join")));
        }
    }

    /** Of one source after the other, until it may have no more, and then all together. */
    private static void registrations(int port) throws Exception {
        for (int source = 1; source <= SOURCES; source++) {
            String from = "127.0.2." + source;
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < 600 / SHARE; i++) {
                String user = "full" + source + '-' + i;
                String contacts = IntStream.range(0, 10).mapToObj(c -> "<sip:" + user + '@' + from + ':' + (5000 + c)
                        + ";x=" + "x".repeat(900) + '>').collect(Collectors.joining(", "));
                requests.add(Flood.request("REGISTER", user + "@127.0.0.1", user,
                        "Contact: " + contacts + "\r\nExpires: 3600\r\n", ""));
            }
            try (Flood one = new Flood(from, port, 65_536)) {
                assertTrue(one.askAll(requests).getOrDefault(503, 0) > 0, from);
            }
        }
    }

    /** By owners of rooms, 20 each, who do not answer a NOTIFY; and some more. */
    private void subscriptions(int port) throws Exception {
        String contact = silent("full", 1);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < MAX_SUBSCRIPTIONS + 200; i++) {
            requests.add(Flood.request("SUBSCRIBE", "chat-full" + i / 20 + "@127.0.0.1", "full" + i / 20,
                    "Contact: " + contact + "\r\nEvent: conference\r\nExpires: 3600\r\n", ""));
        }
        try (Flood one = new Flood("127.0.0.1", port, 65_536)) {
            assertEquals(Map.of(200, MAX_SUBSCRIPTIONS, 503, 200), one.askAll(requests));
        }
    }

    /** Refusals that have to be kept for retransmissions, each with a long Via. */
    private static void transactions(int port) throws Exception {
        String via = ";rport;x=" + "x".repeat(4000);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            requests.add(new String(Flood.message("chat-full0", "stranger" + i, "hello"), ISO_8859_1)
                    .replaceFirst(";rport", via).getBytes(ISO_8859_1));
        }
        try (Flood one = new Flood("127.0.5.1", port, 65_536)) {
            assertEquals(Map.of(403, requests.size()), one.askAll(requests));
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
