package imc.sip.internal;

import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.OutgoingRequest;
import imc.api.sip.Recipient;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user with several devices, and devices with several flows. */
class DevicesTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final String PHONE = "<urn:uuid:1>";

    private final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Contact contact(SipClient client, int q, String instance) {
        return new Contact("sip:bob@127.0.0.1:" + client.port(), Optional.empty(), false, List.of(), q, instance);
    }

    /** One that cannot be reached. */
    private static Contact ended(int q, String instance) {
        return new Contact("sip:bob@127.0.0.1:1;transport=tcp", Optional.of(new Flow("tcp", "127.0.0.1", 1, 77)), true,
                List.of(), q, instance);
    }

    private void send() {
        send("hi");
    }

    private void send(String text) {
        server.send(new Broadcast(ROOM, List.of(BOB), Content.text(text), Map.of()),
                (sent, receiver, delivery) -> ended.add(delivery.result() + " " + delivery.status()));
    }

    private String outcome() throws InterruptedException {
        return ended.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void devicesOfOnePreferenceEachGetACopyAndOthersNoneWhereOneTakesIt() throws Exception {
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp");
                SipClient last = server.client("udp")) {
            server.contacts.put(BOB, List.of(contact(first, 900, ""), contact(second, 900, PHONE),
                    contact(last, 500, "")));
            send();
            SipText one = first.receive();
            first.answer(one, 486);
            SipText two = second.take();
            assertEquals("DELIVERED 200", outcome());
            assertTrue(!one.header("Call-ID").equals(two.header("Call-ID")));
            server.contacts.put(BOB, List.of(contact(last, 500, "")));
            send("two");
            assertEquals("two", last.take().body()); // the first that it gets
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    void thoseOfALowerPreferenceGetTheirsWhenAllOthersHaveFailed() throws Exception {
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp");
                SipClient last = server.client("udp")) {
            server.contacts.put(BOB, List.of(contact(first, 900, ""), contact(second, 900, ""),
                    contact(last, 500, ""), ended(100, "")));
            send();
            first.answer(first.receive(), 486);
            second.answer(second.receive(), 404);
            last.answer(last.receive(), 480);
            assertEquals("REFUSED 404", outcome());
        }
    }

    @Test
    void afterARefusalByTheUserNobodyElseIsAsked() throws Exception {
        try (SipClient first = server.client("udp"); SipClient last = server.client("udp")) {
            server.contacts.put(BOB, List.of(contact(first, 900, ""), contact(last, 500, "")));
            send();
            first.answer(first.receive(), 603);
            assertEquals("REFUSED 603", outcome());
        }
    }

    @Test
    void aDeviceGetsOneCopyOverTheFirstOfItsFlowsThatWorks() throws Exception {
        try (SipClient working = server.client("udp"); SipClient spare = server.client("udp");
                SipClient other = server.client("udp")) {
            server.contacts.put(BOB, List.of(ended(1000, PHONE), contact(other, 1000, "<urn:uuid:2>"),
                    contact(working, 1000, PHONE), contact(spare, 1000, PHONE)));
            send();
            other.answer(other.receive(), 486);
            assertEquals("hi", working.take().body());
            assertEquals("DELIVERED 200", outcome());

            // What the device itself says, it would say over its other flows, too.
            server.contacts.put(BOB, List.of(contact(working, 1000, PHONE), contact(spare, 1000, PHONE)));
            send();
            working.answer(working.receive(), 486);
            assertEquals("REFUSED 486", outcome());
            send();
            working.answer(working.receive(), 430);
            assertEquals("hi", spare.take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    void whereNoFlowWorksThatIsTheOutcome() throws Exception {
        server.contacts.put(BOB, List.of(ended(1000, PHONE), ended(1000, PHONE), ended(500, "")));
        send();
        assertEquals("UNREACHABLE 503", outcome());
    }

    @Test
    void theOtherDevicesOfASenderGetWhatHeSaysAndTheOneThatSaidItDoesNot() throws Exception {
        try (Server copying = Server.start(Map.of("copy_to_own_devices", "true"));
                SipClient speaking = copying.client("tcp"); SipClient other = copying.client("udp")) {
            copying.handling = message -> {
                copying.transport.fanOut().send(new SharedRequest("MESSAGE", message.requestUri(), List.of(BOB),
                        SipHeaders.NONE, message.content(), message.device()), (receiver, delivery) ->
                                ended.add(delivery.result() + " " + delivery.status()));
                return CompletableFuture.completedFuture(Answer.OK);
            };
            AtomicReference<Flow> flow = new AtomicReference<>();
            copying.transport.bindHandler(request -> {
                flow.set(request.source());
                return SipRequestHandler.now(SipResponse.of(200));
            }, Map.of(SipRequestHandler.METHOD, "REGISTER"));
            speaking.ask(request("REGISTER", "sip:h"));
            Contact own = new Contact("sip:bob@127.0.0.1:1;transport=tcp", Optional.of(flow.get()), true,
                    List.of(), 1000, PHONE);
            copying.contacts.put(BOB, List.of(own, ended(1000, PHONE), contact(other, 500, "")));
            assertEquals(200, speaking.ask(request("MESSAGE", "sip:chat-1@h").body("one")).status());
            assertEquals("one", other.take().body());
            assertEquals("DELIVERED 200", outcome());

            // The same by datagrams; and without a way to tell which device it was, none gets it.
            copying.contacts.put(BOB, List.of(own, contact(other, 1000, "")));
            assertEquals(200, other.ask(request("MESSAGE", "sip:chat-1@h").body("two")).status());
            assertEquals("two", speaking.take().body());
            assertEquals("DELIVERED 200", outcome());
            copying.contacts.put(BOB, List.of(own));
            assertEquals(200, other.ask(request("MESSAGE", "sip:chat-1@h").body("three")).status());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    private int asked(String uri) throws Exception {
        return server.transport.client().send(new OutgoingRequest("INFO", new Recipient.Uri(uri),
                SipHeaders.NONE.with("From", "<sip:chat-1@example.com>"))).toCompletableFuture()
                .get(10, TimeUnit.SECONDS).status();
    }

    @Test
    void aGruuMeansOneDevice() throws Exception {
        try (SipClient other = server.client("udp"); SipClient phone = server.client("udp")) {
            server.contacts.put(BOB, List.of(contact(other, 1000, "<urn:uuid:2>"), ended(1000, PHONE),
                    contact(phone, 100, PHONE)));
            var answer = server.transport.client().send(new OutgoingRequest("INFO",
                    new Recipient.Uri("sip:bob@example.com;gr=urn:uuid:%31"),
                    SipHeaders.NONE.with("From", "<sip:chat-1@example.com>")));
            assertEquals("INFO sip:bob@127.0.0.1:" + phone.port() + " SIP/2.0", phone.take().firstLine());
            assertEquals(200, answer.toCompletableFuture().get(10, TimeUnit.SECONDS).status());
            assertEquals(480, asked("sip:bob@example.com;gr=urn:uuid:3"));
            assertEquals(phone.port(), server.transport.layer().locate("sip:bob@example.com;gr=urn:uuid:1", List.of(),
                    500).toCompletableFuture().get(10, TimeUnit.SECONDS).get(0).to().port());
        }
    }

    @Test
    void aClientOverUdpIsToldWhereItsFlowComesFrom() throws Exception {
        byte[] head = HexFormat.of().parseHex("000100002112a442000102030405060708090a0b");
        try (DatagramSocket bob = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            bob.setSoTimeout(10_000);
            // What only begins so is no SIP message, and is not answered.
            bob.send(new DatagramPacket(Arrays.copyOf(head, 24), 24, server.address("udp")));
            bob.send(new DatagramPacket(head, head.length, server.address("udp")));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            bob.receive(answer);
            // XOR-MAPPED-ADDRESS (RFC 5389 §15.2)
            assertEquals("0101000c2112a442000102030405060708090a0b002000080001"
                    + "%04x".formatted(bob.getLocalPort() ^ 0x2112) + "5e12a443",
                    HexFormat.of().formatHex(answer.getData(), 0, answer.getLength()));
        }
    }
}
