package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.internal.fanout.Limits;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final SipAddress CAROL = SipAddress.parse("sip:carol@example.com");

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

    private static void register(Server server, SipAddress user, SipClient... clients) {
        List<Contact> contacts = new ArrayList<>();
        for (SipClient client : clients) {
            contacts.add(new Contact("sip:" + user.user() + "@127.0.0.1:" + client.port(), Optional.empty()));
        }
        server.contacts.put(user, contacts);
    }

    private static Broadcast text(String text, SipAddress... receivers) {
        return new Broadcast(ROOM, List.of(receivers), Content.text(text), Map.of());
    }

    private void send(Server from, Broadcast broadcast) {
        from.send(broadcast, (sent, receiver, delivery) ->
                ended.add(sent.receivers().get(receiver).user() + ' ' + delivery.result() + ' ' + delivery.status()));
    }

    private void send(Broadcast broadcast) {
        send(server, broadcast);
    }

    private String outcome() throws InterruptedException {
        String outcome = ended.poll(10, TimeUnit.SECONDS);
        assertTrue(outcome != null, "no outcome came");
        return outcome;
    }

    @Test
    void eachReceiverGetsACopyOfItsOwn() throws Exception {
        try (SipClient bob = server.client("udp"); SipClient carol = server.client("udp")) {
            register(server, BOB, bob);
            register(server, CAROL, carol);
            send(new Broadcast(ROOM, List.of(BOB, CAROL), new Content("Text/plain ; charset = utf-8",
                    "[alice]: Grüße".getBytes(StandardCharsets.UTF_8)),
                    Map.of("In-Reply-To", "call-1", "Expires", "60")));
            SipText copy = bob.take();
            assertEquals("MESSAGE sip:bob@127.0.0.1:" + bob.port() + " SIP/2.0", copy.firstLine());
            assertTrue(copy.header("Via").matches("SIP/2.0/UDP 127.0.0.1:" + server.address("udp").getPort()
                    + ";branch=z9hG4bK\\w+;rport"), copy.header("Via"));
            assertTrue(copy.header("From").matches("<sip:chat-1@example.com>;tag=\\w+"), copy.header("From"));
            assertEquals("<sip:bob@example.com>", copy.header("To"));
            assertEquals("1 MESSAGE", copy.header("CSeq"));
            assertEquals("70", copy.header("Max-Forwards"));
            assertEquals("osgi-imc", copy.header("Supported"));
            assertEquals("osgi-imc", copy.header("User-Agent"));
            assertEquals("call-1", copy.header("In-Reply-To"));
            assertEquals("60", copy.header("Expires"));
            assertEquals("Text/plain ; charset = utf-8", copy.header("Content-Type"));
            assertEquals("16", copy.header("Content-Length"));
            assertEquals("[alice]: Grüße", copy.body());
            assertEquals(List.of(), copy.all("Contact"));
            SipText other = carol.take();
            assertEquals("<sip:carol@example.com>", other.header("To"));
            assertNotEquals(copy.header("Call-ID"), other.header("Call-ID"));
            assertEquals(Set.of("bob DELIVERED 200", "carol DELIVERED 200"), Set.of(outcome(), outcome()));
            assertEquals(0, server.figure("sip_deliveries_pending"));
            assertEquals(2, server.figure("sip_deliveries"));
        }
    }

    @Test
    void headersAreOnEveryCopy() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of("P-Hint", "imc", "X-Room", "1")));
            SipText copy = bob.take();
            assertEquals("imc", copy.header("P-Hint"));
            assertEquals("1", copy.header("X-Room"));
            assertEquals("hi", copy.body());
        }
    }

    @Test
    void aHeaderValueCannotBeginAHeader() {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(new Broadcast(ROOM, List.of(BOB), new Content("text/plain\r\nX-Evil: 1", new byte[] {'x'}),
                    Map.of("In-Reply-To", "a\r\n\r\nX-Evil: 2")));
            SipText copy = bob.take();
            assertEquals(List.of(), copy.all("X-Evil"));
            assertEquals("x", copy.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"200, DELIVERED", "202, DELIVERED", "302, REFUSED", "404, REFUSED", "486, REFUSED", "503, REFUSED",
        "603, REFUSED"})
    void theReceiversAnswerIsTheOutcome(int status, String result) throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(text("hi", BOB));
            SipText copy = bob.receive();
            bob.answer(copy, 100);
            bob.answer(copy, status);
            bob.answer(copy, status);
            assertEquals("bob " + result + ' ' + status, outcome());
            send(text("again", BOB));
            assertEquals("again", bob.take().body());
            assertEquals("bob DELIVERED 200", outcome());
            assertNull(ended.poll());
        }
    }

    @Test
    void ofSeveralContactsOneThatTakesItIsEnough() throws Exception {
        try (SipClient phone = server.client("udp"); SipClient laptop = server.client("udp")) {
            register(server, BOB, phone, laptop);
            send(text("hi", BOB));
            SipText first = phone.receive();
            SipText second = laptop.receive();
            assertNotEquals(first.header("Call-ID"), second.header("Call-ID"));
            phone.answer(first, 486);
            laptop.answer(second, 200);
            assertEquals("bob DELIVERED 200", outcome());
            send(text("more", BOB));
            phone.answer(phone.receive(), 603);
            laptop.answer(laptop.receive(), 404);
            assertEquals("bob REFUSED 603", outcome());
            assertNull(ended.poll());
        }
    }

    @Test
    void aCopyThatIsLostIsSentAgain() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(text("hi", BOB));
            SipText lost = bob.receive();
            SipText again = bob.take();
            assertEquals(lost.text(), again.text());
            assertEquals("bob DELIVERED 200", outcome());
        }
    }

    @Test
    void whoNeverAnswersIsReportedWhenTimerFFires() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(text("hi", BOB));
            assertEquals("hi", bob.receive().body());
            server.turn(Duration.ofSeconds(31));
            bob.receive();
            assertNull(ended.poll(), "Timer F is 32 s");
            server.turn(Duration.ofSeconds(2));
            assertEquals("bob TIMED_OUT 408", outcome());
        }
    }

    @Test
    void whoHasRegisteredElsewhereIsNotWaitedForWhereHeWas() throws Exception {
        try (SipClient before = server.client("udp"); SipClient now = server.client("udp")) {
            server.contacts.put(BOB, List.of(contact(before, "udp")));
            send(text("hi", BOB));
            assertEquals("hi", before.receive().body());
            server.turn(Duration.ofSeconds(1));
            assertEquals("hi", before.receive().body(), "he may answer yet");
            server.contacts.put(BOB, List.of(contact(now, "udp"), contact(before, "udp")));
            server.turn(Duration.ofSeconds(5));
            assertEquals("hi", before.receive().body(), "he has come with another device, too");
            server.contacts.remove(BOB);
            server.turn(Duration.ofSeconds(5));
            assertEquals("hi", before.receive().body(), "nobody knows where he is");
            assertNull(ended.poll());
            server.contacts.put(BOB, List.of(contact(now, "udp")));
            server.turn(Duration.ofSeconds(5));
            assertEquals("bob TIMED_OUT 408", outcome());
            send(text("ho", BOB));
            assertEquals("ho", now.take().body());
            assertEquals("bob DELIVERED 200", outcome());
        }
    }

    @Test
    void soItIsWhereHeWasOverAConnectionThatIsOpenStill() throws Exception {
        try (SipClient before = server.client("tcp"); SipClient now = server.client("udp")) {
            assertEquals(200, before.ask(message(ROOM.toString(), "hello")).status());
            server.contacts.put(BOB, List.of(contact(before, "tcp")));
            send(text("hi", BOB));
            assertEquals("hi", before.receive().body());
            server.contacts.put(BOB, List.of(contact(now, "udp")));
            server.turn(Duration.ofSeconds(5));
            assertEquals("bob TIMED_OUT 408", outcome());
        }
    }

    private static Contact contact(SipClient client, String transport) {
        return new Contact("sip:bob@127.0.0.1:" + client.port() + ";transport=" + transport,
                Optional.of(new Flow(transport, "127.0.0.1", client.port())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@127.0.0.1", "tel:+12345", "sip:bob@host.invalid"})
    void whoIsKnownNowhereIsReported(String user) throws Exception {
        SipAddress nobody = SipAddress.parse(user);
        send(text("hi", nobody));
        assertEquals(nobody.user() + " UNREACHABLE 480", outcome());
        assertTrue(server.transport.fanOut().isAway(nobody));
    }

    @Test
    void whoMayBeSomewhereIsNotAway() throws Exception {
        SipAddress elsewhere = SipAddress.parse("sip:bob@127.0.0.2");
        server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:1", Optional.empty())));
        assertFalse(server.transport.fanOut().isAway(BOB));
        assertFalse(server.transport.fanOut().isAway(elsewhere));
        try (Server proxied = Server.start(Map.of("listen", Server.FREE_PORTS, "outbound_proxy", "sip:127.0.0.3"))) {
            assertFalse(proxied.transport.fanOut().isAway(SipAddress.parse("sip:b@127.0.0.1")));
        }
    }

    @Test
    void withoutALocationServiceTheAddressItselfSaysWhere() throws Exception {
        try (Server alone = Server.start(Map.of("location", "none"))) {
            alone.transport.unbindLocation(alone);
            send(alone, text("hi", SipAddress.parse("sip:bob@127.0.0.1")));
            assertEquals("bob UNREACHABLE 480", outcome());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@127.0.0.1:1;transport=tcp", "sips:bob@127.0.0.1:1",
        "sip:bob@127.0.0.1:1;transport=sctp"})
    void whereNothingCanBeSentIsReported(String contact) throws Exception {
        server.contacts.put(BOB, List.of(new Contact(contact, Optional.empty())));
        send(text("hi", BOB));
        assertEquals("bob UNREACHABLE 503", outcome());
    }

    @Test
    void ourselvesAsAContactIsReportedAndMakesNoLoop() throws Exception {
        server.contacts.put(BOB, List.of(new Contact(
                "sip:chat-1@127.0.0.1:" + server.address("udp").getPort(), Optional.empty())));
        send(text("hi", BOB));
        assertEquals("bob UNREACHABLE 503", outcome());
        assertTrue(server.messages.isEmpty());
    }

    @Test
    void aContactThatCannotBeReadIsPassedOver() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            List<Contact> contacts = new ArrayList<>(List.of(new Contact("sip:bob@<evil>", Optional.empty())));
            contacts.addAll(server.contacts.get(BOB));
            server.contacts.put(BOB, contacts);
            send(text("hi", BOB));
            bob.take();
            assertEquals("bob DELIVERED 200", outcome());
        }
    }

    @Test
    void overTcpAConnectionIsOpenedAndUsedAgain() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.contacts.put(BOB, List.of(new Contact(
                    "sip:bob@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp", Optional.empty())));
            send(text("one", BOB));
            try (SipClient bob = SipClient.accepted(listening)) {
                SipText copy = bob.take();
                assertTrue(copy.header("Via").startsWith("SIP/2.0/TCP 127.0.0.1:" + server.address("tcp").getPort()));
                assertEquals("bob DELIVERED 200", outcome());
                send(text("two", BOB));
                assertEquals("two", bob.take().body());
                assertEquals("bob DELIVERED 200", outcome());
            }
            send(text("three", BOB));
            send(text("four", BOB));
            try (SipClient bob = SipClient.accepted(listening)) {
                String first = bob.take().body();
                assertTrue(Set.of("three", "four").contains(first), first);
            }
        }
    }

    @Test
    void aClientThatListensNowhereIsReachedOverItsConnection() throws Exception {
        try (SipClient bob = server.client("tcp")) {
            assertEquals(200, bob.ask(request("OPTIONS", "sip:h")).status());
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:1;transport=tcp",
                    Optional.of(new Flow("tcp", "127.0.0.1", bob.port())))));
            send(text("one", BOB));
            SipText copy = bob.take();
            assertEquals("MESSAGE sip:bob@127.0.0.1:1;transport=tcp SIP/2.0", copy.firstLine());
            assertEquals("bob DELIVERED 200", outcome());
        }
    }

    @Test
    void withoutItsConnectionAClientIsSoughtAtItsContact() throws Exception {
        try (SipClient bob = server.client("udp")) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(),
                    Optional.of(new Flow("tcp", "127.0.0.1", 1)))));
            send(text("one", BOB));
            assertEquals("one", bob.take().body());
            assertEquals("bob DELIVERED 200", outcome());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void anOutboundProxyGetsEverything(String transport) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SipClient udp = server.client("udp")) {
            int port = transport.equals("udp") ? udp.port() : listening.getLocalPort();
            try (Server proxied = Server.start(
                    Map.of("outbound_proxy", "sip:127.0.0.1:" + port + ";transport=" + transport))) {
                register(proxied, BOB, udp);
                send(proxied, text("hi", BOB));
                try (SipClient proxy = transport.equals("udp") ? udp : SipClient.accepted(listening)) {
                    SipText copy = proxy.take();
                    assertEquals("MESSAGE sip:bob@example.com SIP/2.0", copy.firstLine());
                    assertEquals("<sip:bob@example.com>", copy.header("To"));
                    assertTrue(copy.header("Via").startsWith("SIP/2.0/" + transport.toUpperCase()));
                    assertEquals("bob DELIVERED 200", outcome());
                }
            }
        }
    }

    @Test
    void aLongMessageGoesByTcpWhereThatCanBeHad() throws Exception {
        String longText = "x".repeat(1300);
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.contacts.put(BOB, List.of(new Contact(
                    "sip:bob@127.0.0.1:" + listening.getLocalPort(), Optional.empty())));
            send(text(longText, BOB));
            try (SipClient bob = SipClient.accepted(listening)) {
                SipText copy = bob.take();
                assertEquals(longText, copy.body());
                assertTrue(copy.header("Via").startsWith("SIP/2.0/TCP"), copy.header("Via"));
                assertEquals("bob DELIVERED 200", outcome());
            }
        }
    }

    @Test
    void aLongMessageGoesByUdpWhereTcpCannotBeHad() throws Exception {
        String longText = "x".repeat(20_000);
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(text(longText, BOB));
            send(text("short", BOB));
            assertEquals(longText, bob.take().body());
            assertEquals("short", bob.take().body());
            assertEquals("bob DELIVERED 200", outcome());
            assertEquals("bob DELIVERED 200", outcome());
            BlockingQueue<Delivery> longest = new LinkedBlockingQueue<>();
            server.send(text("x".repeat(70_000), BOB), (sent, receiver, delivery) -> longest.add(delivery));
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), longest.poll(10, TimeUnit.SECONDS),
                    "it is not to be counted against him");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void eachReceiverGetsMessagesInTheOrderInWhichTheyWereHandedOver(String transport) throws Exception {
        try (SipClient bob = server.client(transport)) {
            if (transport.equals("udp")) {
                register(server, BOB, bob);
            } else {
                assertEquals(200, bob.ask(message(ROOM.toString(), "hello")).status());
                server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:1",
                        Optional.of(new Flow("tcp", "127.0.0.1", bob.port())))));
            }
            for (int i = 0; i < 100; i++) {
                send(text("m" + i, BOB));
            }
            List<String> bodies = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            while (bodies.size() < 100) {
                SipText copy = bob.take();
                if (seen.add(copy.header("Call-ID"))) {
                    bodies.add(copy.body());
                }
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("m" + i, bodies.get(i));
                assertEquals("bob DELIVERED 200", outcome());
            }
        }
    }

    /** A socket whose queue of connections is full lets the next one wait for its time-out. */
    private static List<Socket> fill(ServerSocket listening) throws IOException {
        List<Socket> filling = new ArrayList<>();
        try {
            while (filling.size() < 50) {
                Socket socket = new Socket();
                filling.add(socket);
                socket.connect(new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()), 200);
            }
        } catch (java.net.SocketTimeoutException e) {
            return filling;
        }
        throw new AssertionError("the queue of connections never fills");
    }

    @Test
    void aReceiverThatIsSlowToConnectHoldsUpNobodyElseAndItsCopiesOnlyOnce() throws Exception {
        try (Server patient = Server.start(Map.of());
                ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SipClient carol = server.client("udp")) {
            List<Socket> filling = fill(listening);
            patient.contacts.put(BOB, List.of(new Contact(
                    "sip:bob@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp", Optional.empty())));
            register(patient, CAROL, carol);
            for (int i = 0; i < 20; i++) {
                send(patient, text("hi", BOB));
            }
            send(patient, text("hi", CAROL));
            assertEquals("hi", carol.take().body());
            assertEquals("carol DELIVERED 200", outcome());
            // A connection has 4 seconds to open; one after the other, they would take 80.
            patient.turn(Duration.ofSeconds(5));
            for (int i = 0; i < 20; i++) {
                assertEquals("bob UNREACHABLE 503", outcome());
            }
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    void whoDoesNotReadHoldsUpNobodyElse() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SipClient carol = server.client("udp")) {
            server.contacts.put(BOB, List.of(new Contact(
                    "sip:bob@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp", Optional.empty())));
            register(server, CAROL, carol);
            for (int i = 0; i < 200; i++) {
                send(text("x".repeat(100_000), BOB));
            }
            send(text("hi", CAROL));
            assertEquals("hi", carol.take().body());
            server.close();
            // What was too much to be queued was told at once, the rest in the end.
            Map<String, Integer> outcomes = new HashMap<>();
            for (int i = 0; i < 201; i++) {
                outcomes.merge(outcome(), 1, Integer::sum);
            }
            assertEquals(Map.of("carol DELIVERED 200", 1, "bob UNREACHABLE 503", 200), outcomes);
        }
    }

    @Test
    void whenTheTransportGoesAllThatIsOpenIsReported() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            send(text("hi", BOB));
            bob.receive();
            assertEquals(1, server.figure("sip_deliveries_pending"));
            server.close();
            assertEquals("bob UNREACHABLE 503", outcome());
            send(text("too late", BOB));
            assertEquals("bob UNREACHABLE 503", outcome());
            assertNull(ended.poll());
        }
    }

    @Test
    void aListenerThatFailsDisturbsNobody() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            server.send(text("hi", BOB), (broadcast, receiver, delivery) -> {
                throw new IllegalStateException("a test's " + Delivery.Result.DELIVERED);
            });
            bob.take();
            send(text("hi", BOB));
            bob.take();
            assertEquals("bob DELIVERED 200", outcome());
            assertEquals(1, server.figure("sip_unexpected_failures"));
        }
    }

    @Test
    void whileTooMuchIsInFlightMessagesAreRefusedAndNothingIsLost() throws Exception {
        try (Server busy = new Server(Map.of(), 500,
                new Limits(2, 4000, 2000, 4 << 20, Duration.ofSeconds(10), Duration.ofMillis(250)));
                SipClient bob = busy.client("udp")) {
            register(busy, BOB, bob);
            send(busy, text("one", BOB));
            assertEquals(200, SipClient.udp(busy.address("udp")).ask(message(ROOM.toString(), "hi")).status());
            send(busy, text("two", BOB));
            SipText refusal = SipClient.udp(busy.address("udp")).ask(message(ROOM.toString(), "hi"));
            assertEquals(503, refusal.status());
            assertEquals("5", refusal.header("Retry-After"));
            assertTrue(refusal.header("Reason").contains("OVERLOADED"), refusal.header("Reason"));
            assertEquals(1, busy.messages.size());
            assertEquals("one", bob.take().body());
            assertEquals("two", bob.take().body());
            assertEquals("bob DELIVERED 200", outcome());
            assertEquals("bob DELIVERED 200", outcome());
            assertEquals(200, SipClient.udp(busy.address("udp")).ask(message(ROOM.toString(), "hi")).status());
        }
    }

    @Test
    void whoeverIsInterruptedWhileSendingDoesNoHarm() throws Exception {
        try (SipClient bob = server.client("udp")) {
            register(server, BOB, bob);
            Thread.currentThread().interrupt();
            send(text("one", BOB));
            assertTrue(Thread.interrupted());
            send(text("two", BOB));
            assertEquals("one", bob.take().body());
            assertEquals("two", bob.take().body());
            assertEquals(200, bob.ask(message(ROOM.toString(), "hi")).status());
        }
    }

    @ParameterizedTest(name = "udp_gso = {0}")
    @ValueSource(booleans = {true, false})
    void aThousandReceiversAllGetIt(boolean together) throws Exception {
        List<SipAddress> receivers = new ArrayList<>();
        try (Server many = Server.start(Map.of("udp_gso", together)); SipClient all = many.client("udp")) {
            for (int i = 0; i < 1000; i++) {
                SipAddress user = SipAddress.parse("sip:user" + i + "@example.com");
                receivers.add(user);
                register(many, user, all);
            }
            send(many, new Broadcast(ROOM, receivers, Content.text("one"), Map.of()));
            send(many, new Broadcast(ROOM, receivers, Content.text("and two"), Map.of()));
            Set<String> got = new HashSet<>();
            while (got.size() < 2000) {
                SipText copy = all.take();
                got.add(copy.header("To") + copy.body());
            }
            for (int i = 0; i < 2000; i++) {
                assertTrue(outcome().endsWith("DELIVERED 200"));
            }
        }
    }
}
