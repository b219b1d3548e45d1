package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mutations of sound messages, always the same ones: whatever comes in, nothing is thrown that is not expected, what is
 * answered is a response, and afterwards heap, threads and a room are as they were.
 * <p>
 * {@code -Dimc.fuzz.inputs=5000000} tries that many.
 */
class FuzzTest {

    private static final long SEED = 4475;
    private static final int INPUTS = Amount.of("imc.fuzz.inputs", 40_000);
    /** So many messages before the server is asked whether it still follows. */
    private static final int BURST = 100;
    private static final long HEAP = 48L << 20;
    private static final String[] TOKENS = {"\r\n", "\n", "\r", "\r\n ", "\r\n\t", " ", "\t", ",", ";", "\"", "<", ">",
        "(", ")", "\\", "%", "%00", "@", ":", "=", "[", "]", "?", "\0", "\u007f", "\u00e4", "\u00ff", "sip:", "sips:",
        "tel:", "z9hG4bK", ";branch=", ";rport", ";received=", ";tag=", ";maddr=", ";alias", "SIP/2.0", "SIP/2.0/UDP",
        "Via: ", "From: ", "To: ", "CSeq: ", "Call-ID: ", "Content-Length: ", "Content-Encoding: gzip\r\n",
        "Require: x\r\n", "Content-Type: ", "Content-Disposition: ", "MESSAGE", "INVITE", "OPTIONS", "CANCEL",
        "REGISTER", "ACK", "0", "-1", "4294967296", "99999999999999999999", "\r\n\r\n"};

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("imc-sip")).collect(Collectors.toSet());
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<String> sound(SipClient client, SipText copy) {
        String via = "SIP/2.0/" + client.transport() + " 127.0.0.1:" + client.port() + ";branch=z9hG4bK";
        return List.of(
                SipRequestText.message("sip:chat-1@h", "hi").text(client),
                SipRequestText.message("sip:chat-1@h", "x".repeat(900)).header("Supported", "a, b")
                        .header("Expires", "60").header("P-Asserted-Identity", "\"A\" <sip:a@h>, <tel:+1>")
                        .text(client),
                SipRequestText.message("sip:chat-manager@h", "#create chat-2").from("\"A \\\" B\" <sip:a@h;x=y>;tag=1")
                        .via(via + "p;i=1;rport, SIP/2.0/TLS [::1]:5061;branch=z9hG4bKq;received=::1").text(client),
                SipRequestText.request("OPTIONS", "sip:h").header("Require", "a").text(client),
                SipRequestText.request("REGISTER", "sip:h").header("Contact", "<sip:a@h>;expires=5").text(client),
                SipRequestText.request("INVITE", "sip:chat-1@h;transport=tcp").via(via.replace("z9hG4bK", "1"))
                        .text(client),
                SipRequestText.request("CANCEL", "sip:chat-1@h").text(client),
                SipRequestText.request("FooBar", "urn:service:sos").to("<sip:a@b>").text(client),
                SipRequestText.message("sip:chat-1@h", "\u001f\u008b\b\0").header("Content-Encoding", "gzip")
                        .header("Content-Disposition", "render;handling=required").text(client),
                "SIP/2.0 302 Moved\r\nVia: " + copy.header("Via") + "\r\nFrom: " + copy.header("From") + "\r\nTo: "
                        + copy.header("To") + ";tag=2\r\nCall-ID: " + copy.header("Call-ID")
                        + "\r\nCSeq: 1 MESSAGE\r\nContact: <sip:x@127.0.0.1:9>;q=0.5\r\nContent-Length: 0\r\n\r\n",
                "SIP/2.0 100 Trying\r\nv: " + copy.header("Via") + "\r\nf: " + copy.header("From") + "\r\nt: "
                        + copy.header("To") + "\r\ni: " + copy.header("Call-ID") + "\r\nCSeq: 1 MESSAGE"
                        + "\r\nl: 0\r\n\r\n");
    }

    private static byte[] mutated(List<String> sound, Random random) {
        byte[] bytes = sound.get(random.nextInt(sound.size())).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(8)) {
                case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 1 -> {
                    for (int j = random.nextInt(8); j >= 0; j--) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                    }
                }
                case 2 -> bytes = spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(40)), new byte[0]);
                case 3 -> {
                    byte[] other = sound.get(random.nextInt(sound.size())).getBytes(StandardCharsets.ISO_8859_1);
                    int from = random.nextInt(other.length);
                    bytes = spliced(bytes, at, at, Arrays.copyOfRange(other, from,
                            Math.min(other.length, from + random.nextInt(120))));
                }
                case 4 -> bytes = spliced(bytes, at, at,
                        TOKENS[random.nextInt(TOKENS.length)].repeat(1 + random.nextInt(300))
                                .getBytes(StandardCharsets.ISO_8859_1));
                default -> bytes = spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(3)),
                        TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1));
            }
            if (bytes.length == 0) {
                bytes = new byte[] {' '};
            }
        }
        return bytes.length > 60_000 ? Arrays.copyOf(bytes, 60_000) : bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        byte[] whole = Arrays.copyOf(bytes, from + with.length + bytes.length - to);
        System.arraycopy(with, 0, whole, from, with.length);
        System.arraycopy(bytes, to, whole, from + with.length, bytes.length - to);
        return whole;
    }

    @ParameterizedTest
    @DisplayName("mutated requests, responses and frames do no harm")
    @ValueSource(strings = {"udp", "tcp"})
    void mutations(String transport) throws Exception {
        try (Server server = Server.start()) {
            control(server, transport, "before");
            SipAddress bob = SipAddress.parse("sip:bob@h");
            SipClient client = server.client(transport);
            SipText copy = copy(server, client, transport, bob);
            Set<String> threads = threads();
            long heap = heap();
            Random random = new Random(SEED);
            for (int i = 0; i < INPUTS / 2; i++) {
                try {
                    client.send(mutated(sound(client, copy), random));
                    if (i % BURST == BURST - 1) {
                        server.messages.clear();
                        follow(client);
                    }
                } catch (UncheckedIOException e) {
                    // A stream that means nothing any more is given up, as it may be.
                    client.close();
                    client = server.client(transport);
                }
            }
            client.close();
            server.messages.clear();
            control(server, transport, "after");
            assertEquals(0, server.figure("sip_unexpected_failures"));
            assertTrue(threads.containsAll(threads()), () -> threads() + " after, before " + threads);
            long more = heap() - heap;
            assertTrue(more < HEAP, () -> more + " bytes more on the heap");
        }
    }

    /** A copy whose answers are mutated, so that they are not all nobody's. */
    private static SipText copy(Server server, SipClient client, String transport, SipAddress user) {
        server.contacts.put(user, List.of(new Contact("sip:bob@127.0.0.1:" + client.port() + ";transport=" + transport,
                transport.equals("udp") ? Optional.empty()
                        : Optional.of(new imc.api.sip.Flow(transport, "127.0.0.1", client.port())))));
        client.ask(SipRequestText.request("OPTIONS", "sip:h"));
        server.send(new Broadcast(SipAddress.parse("sip:chat-1@h"), List.of(user), Content.text("x"), Map.of()),
                (broadcast, receiver, delivery) -> { });
        return client.receive();
    }

    /** Waits until all that was sent has been dealt with; whatever comes meanwhile is a response, or a copy. */
    private static void follow(SipClient client) {
        if (client.transport().equals("TCP")) {
            // Nobody knows where in a stream the next message begins.
            client.close();
            throw new UncheckedIOException(new IOException("next"));
        }
        SipRequestText end = SipRequestText.request("OPTIONS", "sip:chat-1@h");
        client.send(end);
        SipText next;
        do {
            next = client.receive();
            assertTrue(next.isResponse() || next.firstLine().startsWith("MESSAGE "), next.text());
            assertTrue(next.text().contains("\r\n\r\n"), next.text());
        } while (next.all("Call-ID").isEmpty() || !next.header("Call-ID").equals(end.callId()));
    }

    /** A message for a room arrives, is answered, and reaches a member. */
    private static void control(Server server, String transport, String text) throws InterruptedException {
        LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
        SipAddress carol = SipAddress.parse("sip:carol@h");
        try (SipClient alice = server.client(transport); SipClient member = server.client("udp")) {
            assertEquals(200, alice.ask(SipRequestText.message("sip:chat-1@h", text)).status());
            // What was sent before by other connections may come in later.
            Message said;
            do {
                said = server.messages.poll(10, TimeUnit.SECONDS);
                assertNotNull(said, text);
            } while (!said.content().asText().equals(text));
            server.contacts.put(carol, List.of(new Contact("sip:carol@127.0.0.1:" + member.port(), Optional.empty())));
            server.send(new Broadcast(SipAddress.parse("sip:chat-1@h"), List.of(carol), Content.text(text),
                    Map.of()), (broadcast, receiver, delivery) -> ended.add(delivery.result().toString()));
            assertEquals(text, member.take().body());
            assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
        }
    }
}
