package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever sends without end is refused, and others do not notice. */
class FloodIT {

    private static FelixServer server;

    @BeforeAll
    static void start() {
        server = new FelixServer(conf -> {
            conf.write("imc.flood", settings("2", "1"));
            conf.write("imc.store.jpa", Map.of("db_mode", "0")); // it is ready, and chats, without a database
        });
        server.awaitReady();
    }

    private static Map<String, String> settings(String user, String room) {
        return Map.of("rate_source", "100", "rate_user", user, "rate_room", room, "burst", "4", "exempt", "127.0.0.1",
                "max_invitations", "1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String ask(DatagramSocket socket, int number) throws IOException {
        byte[] request = ("OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.2:" + socket.getLocalPort()
                + ";branch=z9hG4bKflood" + number + "\r\nMax-Forwards: 70\r\nFrom: <sip:eve@127.0.0.2>;tag=1\r\n"
                + "To: <sip:127.0.0.1>\r\nCall-ID: flood" + number + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(request, request.length, InetAddress.getByName("127.0.0.1"),
                server.sipPort()));
        DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("a source that sends more than its rate is answered 503 with Retry-After; others chat meanwhile")
    void source() throws Exception {
        try (DatagramSocket eve = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0));
                Phone alice = phone("alice", "udp", server.sipPort())) {
            eve.setSoTimeout(20_000);
            String answer = ask(eve, 0);
            for (int i = 1; answer.startsWith("SIP/2.0 200"); i++) {
                answer = ask(eve, i);
            }
            assertTrue(answer.startsWith("SIP/2.0 503") && answer.contains("\r\nRetry-After: 1\r\n"), answer);
            say(alice, "chat-calm", "#create");
            hears(alice, "*** Room was created");
            assertTrue(server.shell("imc:listLimited").out().matches("(?s).*source +127.0.0.2 .*"),
                    () -> server.shell("imc:listLimited").toString());
        }
    }

    @Test
    @DisplayName("a user and a room have their rates: 480 with Retry-After, and no message about it")
    void userAndRoom() throws Exception {
        try (Phone bob = phone("bob", "udp", server.sipPort())) {
            say(bob, "chat-busy", "#create");
            hears(bob, "*** Room was created");
            assertEquals(480, until(bob, "imc;cause=-211").status());
            SipText answer = until(bob, "imc;cause=-210");
            assertEquals(480, answer.status());
            assertTrue(answer.header("Retry-After").isPresent(), answer::toString);
            server.configure("imc.flood", settings("0", "0"));
            say(bob, "chat-busy", "#members");
            hears(bob, "Members:\n*[bob]");
        }
    }

    /** The answer that has that Reason, to one message of many. */
    private static SipText until(Phone phone, String reason) throws IOException {
        for (int i = 0; i < 1000; i++) {
            SipText answer = phone.message("chat-busy", Integer.toString(i));
            if (answer.header("Reason").orElse("").equals(reason)) {
                return answer;
            }
        }
        throw new AssertionError("never " + reason);
    }

    @Test
    @DisplayName("who is banned, and tries to come in without end, uses up nothing of what the room takes")
    void refusedByOthers() throws Exception {
        server.configure("imc.flood", settings("0", "1"));
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone mallory = phone("mallory", "udp", server.sipPort())) {
            say(alice, "chat-open", "#create");
            say(alice, "chat-open", "#ban mallory");
            for (int i = 0; i < 1000; i++) {
                assertEquals("imc;cause=-149;text=\"You are banned from this room\"",
                        mallory.message("chat-open", "#join").header("Reason").orElse(""));
            }
            say(alice, "chat-open", "hello");
            say(alice, "chat-open", "#moderated on");
        } finally {
            server.configure("imc.flood", settings("2", "1"));
        }
    }

    @Test
    @DisplayName("whoever tries to enter a private room a hundred times is told so each time, "
            + "and its members hear it once")
    void attempts() throws Exception {
        server.configure("imc.flood", settings("0", "1"));
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone mallory = phone("mallory", "udp", server.sipPort())) {
            say(alice, "chat-closed", "#create chat-closed private");
            hears(alice, "*** Room was created");
            for (int i = 0; i < 100; i++) {
                assertEquals("imc;cause=-42", mallory.message("chat-closed", "#join").header("Reason").orElse("")
                        .split(";text")[0]);
            }
            hears(alice, "*** [mallory] attempted to join the room");
            say(alice, "chat-closed", "#members");
            hears(alice, "Members:\n*[alice]");
        } finally {
            server.configure("imc.flood", settings("2", "1"));
        }
    }

    @Test
    @DisplayName("of one user's invitations so many may be open, and no more")
    void invitations() throws Exception {
        try (Phone erin = phone("erin", "udp", server.sipPort()); Phone fay = phone("fay", "udp", server.sipPort());
                Phone gil = phone("gil", "udp", server.sipPort())) {
            say(erin, "chat-few", "#create");
            say(erin, "chat-few", "#invite fay");
            SipText answer = erin.message("chat-few", "#invite gil");
            assertEquals(403, answer.status(), answer::toString);
            assertTrue(answer.header("Reason").orElse("none").startsWith("imc;cause=-212;text=\"Of your invitations"),
                    answer::toString);
        }
    }
}
