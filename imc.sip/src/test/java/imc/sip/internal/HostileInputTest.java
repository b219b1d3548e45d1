package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the server answers the next one. */
class HostileInputTest {

    private static final String ROOM = "sip:chat-1@example.com";
    private static final long SEED = 20101113;

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertAlive() {
        for (String transport : List.of("udp", "tcp")) {
            try (SipClient client = server.client(transport)) {
                SipRequestText request = message(ROOM, "still there?");
                assertEquals(200, client.ask(request).status(), transport);
            }
        }
    }

    private static String head(SipClient client) {
        return message(ROOM, "hi").text(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CSeq: 1 MESSAGE | CSeq: x MESSAGE | 400",
        "CSeq: 1 MESSAGE | CSeq: 99999999999999999999 MESSAGE | 400",
        "CSeq: 1 MESSAGE | CSeq: 1 INVITE | 400",
        "CSeq: 1 MESSAGE | X: y | dropped",
        "From: | X: | dropped",
        "To: | X: | dropped",
        "Call-ID: | X: | dropped",
        "Via: | X: | dropped",
        "From: | From: <sip:b@c>;tag=2~From: | 400",
        "Via: SIP/2.0/ | Via: SIP/3.0/ | 400",
        "Via: SIP/2.0/UDP 127.0.0.1: | Via: SIP/2.0/UDP 127.0.0.1:9 | 400",
        "Max-Forwards: | Via: SIP/2.0/UDP h;rport=x~Max-Forwards: | 400",
        "Max-Forwards: | Via: SIP/2.0/UDP h;rport=99999999999~Max-Forwards: | 400",
        "Max-Forwards: | Via: SIP/2.0/UDP h:x~Max-Forwards: | 400",
        "From: <sip:alice@127.0.0.1>;tag= | From: <sip:alice@127.0.0.1>;tag=\"\"~X: | 400",
        "From: <sip:alice@127.0.0.1>;tag= | From: <sip:alice@127.0.0.1>;tag=\"a b\"~X: | 400",
        "From: < | From: \"never closed < | 400",
        "Content-Length: 2 | Content-Length: 3 | 400",
        "Content-Length: 2 | Content-Length: -2 | 400",
        "Content-Length: 2 | Content-Length: 2~Content-Length: 1 | 400",
        "SIP/2.0~Via | SIP/7.0~Via | 505",
        "SIP/2.0~Via | HTTP/1.1~Via | dropped",
        "MESSAGE sip:chat-1@example.com | MESSAGE | 400",
        "MESSAGE sip:chat-1@example.com | MESSAGE <sip:chat-1@example.com> | 400",
        "MESSAGE sip:chat-1@example.com | MESSAGE sip:chat-1@example.com and more | 400",
        "MESSAGE sip:chat-1@example.com | MESSAGE sip:%zz@[[[ | 400",
    })
    void whatCannotBeReadIsAnsweredOrDropped(String sound, String broken, String expected) {
        try (SipClient client = server.client("udp")) {
            String text = head(client).replace(sound.replace("~", "\r\n"), broken.replace("~", "\r\n"));
            client.send(text);
            SipRequestText options = request("OPTIONS", "sip:h");
            client.send(options);
            SipText first = client.receive();
            if (expected.equals("dropped")) {
                assertEquals(options.callId(), first.header("Call-ID"));
            } else {
                assertEquals(Integer.parseInt(expected), first.status(), first.text());
                assertTrue(first.header("To").contains("tag="), first.text());
                assertEquals(options.callId(), client.receive().header("Call-ID"));
            }
            assertTrue(server.messages.isEmpty());
            assertEquals(1, server.figure("sip_parse_errors"));
        }
    }

    @Test
    void aMalformedHeaderThatNobodyNeedsDoesNotMatter() {
        try (SipClient client = server.client("udp")) {
            assertEquals(200, client.ask(message(ROOM, "hi").header("Contact", "<<<>>>;;;").header("Priority", ";")
                    .header("Record-Route", "\"\"\"").header("Authorization", "(".repeat(5000))
                    .header("no header at all", "").header("", "x")).status());
        }
    }

    @Test
    void noResponseEverIsAnsweredByAResponse() {
        try (SipClient client = server.client("udp")) {
            client.send("SIP/2.0 200 OK\r\nFrom: x\r\n\r\n");
            client.send("SIP/2.0 abc OK\r\n" + head(client));
            client.send(head(client).replaceFirst("MESSAGE .* SIP/2.0", "SIP/2.0 200 OK"));
            client.send("ACK " + head(client).substring(8).replace("CSeq: 1", "CSeq: x"));
            SipRequestText options = request("OPTIONS", "sip:h");
            assertEquals(options.callId(), client.ask(options).header("Call-ID"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void deepNestingKillsNoThread(String transport) {
        List<String> nests = new ArrayList<>();
        for (String deep : List.of("(".repeat(30_000), "<".repeat(30_000), "\"".repeat(30_001), "a;".repeat(15_000),
                "[".repeat(30_000), "\\".repeat(30_000), "(".repeat(3000) + ")".repeat(3000), "(".repeat(8000),
                "sip:".repeat(1500), "%".repeat(8000), ";a=b".repeat(1900), ",".repeat(8000))) {
            nests.add("From: " + deep);
            nests.add("From: <sip:a@b>;tag=1;x=" + deep);
            nests.add("To: " + deep);
            nests.add("Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK" + deep);
            nests.add("Call-ID: " + deep);
            nests.add("CSeq: " + deep);
            nests.add("Contact: " + deep);
            nests.add("MESSAGE sip:" + deep + "@h SIP/2.0");
        }
        for (String nest : nests) {
            try (SipClient client = server.client(transport)) {
                String name = nest.substring(0, nest.indexOf(nest.startsWith("MESSAGE") ? ' ' : ':'));
                List<String> lines = new ArrayList<>();
                for (String line : head(client).split("\r\n", -1)) {
                    lines.add(line.startsWith(name) ? nest : line);
                }
                client.send(String.join("\r\n", lines));
            }
        }
        assertAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aCommentInAViaIsRefused(String transport) {
        try (SipClient client = server.client(transport)) {
            String text = head(client);
            client.send(text.replaceFirst("(Via: .*)\r\n", "$1 (\\\\\r\n"));
            assertEquals("SIP/2.0 400 The Via header cannot be read", client.receive().firstLine());
            client.send(text.replaceFirst("MESSAGE .* SIP/2.0", "SIP/2.0 200 OK")
                    .replaceFirst("(Via: .*)\r\n", "$1 (\\\\\r\n"));
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
            assertEquals(0, server.figure("sip_unexpected_failures"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void junkKillsNoThread(String transport) {
        Random random = new Random(SEED);
        SipClient client = server.client(transport);
        for (int i = 0; i < 3000; i++) {
            byte[] sound = head(client).getBytes(StandardCharsets.ISO_8859_1);
            try {
                client.send(mutated(sound, random));
            } catch (UncheckedIOException e) {
                // The server has given up the stream, as it may; the next one gets the next junk.
                client.close();
                client = server.client(transport);
            }
        }
        client.close();
        assertAlive();
    }

    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                int at = random.nextInt(bytes.length);
                bytes = java.util.Arrays.copyOf(bytes, at);
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                System.arraycopy(sound, from, bytes, to, sound.length - Math.max(from, to));
            }
        }
        return bytes;
    }

    @Test
    void keepAlivesAreHarmless() {
        try (SipClient client = server.client("udp")) {
            client.send("\r\n\r\n");
            client.send("\r\n");
            client.send(new byte[0]);
            client.send(new byte[] {0, 0, 0, 0});
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
        }
        try (SipClient client = server.client("tcp")) {
            client.send("\r\n\r\n");
            assertEquals('\r', client.octet());
            assertEquals('\n', client.octet());
            client.send("\r\n");
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
        }
        assertEquals(0, server.figure("sip_parse_errors"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Content-Length: 2 | X: y | 400",
        "Content-Length: 2 | Content-Length: two | 400", "Content-Length: 2 | Content-Length: 99999999 | 413"})
    void aStreamThatCannotBeCutIsAnsweredAndClosed(String sound, String broken, int status) {
        try (SipClient client = server.client("tcp")) {
            client.send(head(client).replace(sound, broken));
            assertEquals(status, client.receive().status());
            assertEquals(-1, client.octet());
        }
    }

    @Test
    void aStreamOfOneEndlessHeaderIsClosed() {
        try (SipClient client = server.client("tcp")) {
            client.send(head(client).substring(0, 100) + "x".repeat(70_000));
            while (client.octet() >= 0) {
                // Whatever the server may still say
            }
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause().getMessage().matches("(?i).*(reset|broken pipe).*"), e.getCause().getMessage());
        }
        assertAlive();
    }

    @Test
    void aStreamOutlivesAMessageThatCannotBeRead() {
        try (SipClient client = server.client("tcp")) {
            client.send(head(client).replace("CSeq: 1", "CSeq: x"));
            assertEquals("SIP/2.0 400 The CSeq header cannot be used: 'x MESSAGE'; "
                    + "a number below 2^31 and a method are needed", client.receive().firstLine());
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
        }
    }

    @Test
    void aConnectionThatEndsInsideAMessageIsForgotten() {
        try (SipClient client = server.client("tcp")) {
            client.send(head(client).substring(0, 120));
        }
        assertAlive();
    }
}
