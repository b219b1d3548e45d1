package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.TransportKind;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final String ROOM = "sip:chat-1@example.com";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("imc-sip") || thread.getThreadGroup() != null
                        && thread.getThreadGroup().getName().equals("imc.transport.sip"))
                .collect(Collectors.toSet());
    }

    @Test
    void twentyTimesStartedAndStoppedLeavesNoThreadAndNoSocket() throws IOException {
        int udp = 0;
        int tcp = 0;
        for (int i = 0; i < 20; i++) {
            try (Server server = Server.start(
                    Map.of("listen", "udp:127.0.0.1:" + udp + ", tcp:127.0.0.1:" + tcp));
                    SipClient alice = server.client("udp"); SipClient bob = server.client("tcp")) {
                udp = server.address("udp").getPort();
                tcp = server.address("tcp").getPort();
                assertEquals(200, alice.ask(message(ROOM, "hi")).status());
                assertEquals(200, bob.ask(message(ROOM, "hi")).status());
                SipAddress user = SipAddress.parse("sip:alice@example.com");
                server.contacts.put(user, List.of(
                        new Contact("sip:alice@127.0.0.1:" + alice.port(), Optional.empty())));
                server.send(new Broadcast(SipAddress.parse(ROOM), List.of(user), Content.text("x"), Map.of()),
                        (broadcast, receiver, delivery) -> { });
                alice.take();
            }
            assertEquals(Set.of(), threads());
            new DatagramSocket(udp, LOOPBACK).close();
            new ServerSocket(tcp, 1, LOOPBACK).close();
        }
    }

    @Test
    void aPortInUseIsNamedAndNothingStaysOpen() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
            String listen = "tcp:127.0.0.1:" + port + ", udp:127.0.0.1:" + taken.getLocalPort();
            IOException failure = assertThrows(IOException.class, () -> Server.start(Map.of("listen", listen)));
            assertEquals("udp:127.0.0.1:" + taken.getLocalPort()
                    + " cannot be opened: Address already in use (listen in imc.transport.sip)", failure.getMessage());
            assertEquals(Set.of(), threads());
            new ServerSocket(port, 1, LOOPBACK).close();
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        IOException failure = assertThrows(IOException.class, () -> Server.start(Map.of("listen", "tcp:192.0.2.1:0")));
        assertTrue(failure.getMessage().startsWith("tcp:192.0.2.1:0 cannot be opened: "), failure.getMessage());
        failure = assertThrows(IOException.class, () -> Server.start(Map.of("listen", "udp:host.invalid:0")));
        assertEquals("udp:host.invalid:0 cannot be opened: unknown host (listen in imc.transport.sip)",
                failure.getMessage());
    }

    @Test
    void whatDoesNotConcernListeningTouchesNoSocket() throws IOException {
        try (Server server = Server.start(); SipClient tcp = server.client("tcp");
                SipClient udp = server.client("udp")) {
            assertEquals(200, tcp.ask(message(ROOM, "hi")).status());
            List<ListeningPoint> before = List.copyOf(server.transport.listeningPoints());
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "rooms", "sip:conf-.*"));
            server.served = address -> address.user().startsWith("conf-");
            assertEquals(404, tcp.ask(message(ROOM, "hi")).status());
            assertEquals(404, udp.ask(message(ROOM, "hi")).status());
            assertEquals(200, tcp.ask(message("sip:conf-1@h", "hi")).status());
            assertEquals(before, server.transport.listeningPoints());
            for (int i = 0; i < before.size(); i++) {
                assertSame(before.get(i), server.transport.listeningPoints().get(i));
            }
        }
    }

    @Test
    void onlyListeningPointsThatChangeAreOpenedAndClosed() throws IOException {
        try (Server server = Server.start(); SipClient tcp = server.client("tcp")) {
            int oldPort = server.address("udp").getPort();
            assertEquals(200, tcp.ask(message(ROOM, "hi")).status());
            server.transport.modified(Map.of("listen", "tcp:127.0.0.1:0, udp:[::1]:0, udp:localhost:0"));
            assertEquals(200, tcp.ask(message(ROOM, "same connection")).status());
            new DatagramSocket(oldPort, LOOPBACK).close();
            assertEquals(3, server.transport.listeningPoints().size());
            for (ListeningPoint point : server.transport.listeningPoints()) {
                if (point.transport() == TransportKind.UDP && point.local().getAddress().equals(LOOPBACK)) {
                    try (SipClient again = SipClient.udp(point.local())) {
                        assertEquals(200, again.ask(message(ROOM, "new port")).status());
                    }
                }
            }
        }
        assertEquals(Set.of(), threads());
    }

    @Test
    void whenANewAddressCannotBeOpenedEverythingStaysAsItIs() throws IOException {
        try (Server server = Server.start(); DatagramSocket taken = new DatagramSocket(0, LOOPBACK);
                SipClient udp = server.client("udp"); SipClient tcp = server.client("tcp")) {
            List<ListeningPoint> before = List.copyOf(server.transport.listeningPoints());
            server.transport.modified(Map.of("listen", "tcp:127.0.0.1:0, tcp:localhost:0, udp:127.0.0.1:"
                    + taken.getLocalPort()));
            String missing = String.join(", ", server.transport.missing());
            assertTrue(missing.contains("udp:127.0.0.1:" + taken.getLocalPort() + " cannot be opened"), missing);
            assertEquals(before, server.transport.listeningPoints());
            assertEquals(200, udp.ask(message(ROOM, "hi")).status());
            assertEquals(200, tcp.ask(message(ROOM, "hi")).status());
            server.transport.modified(Map.of("listen", "nonsense"));
            assertEquals(before, server.transport.listeningPoints());
            assertEquals(200, udp.ask(message(ROOM, "hi")).status());
        }
    }

    @Test
    void oneAddressIsWidenedToAllOnTheSamePortAndNarrowedAgain() throws IOException {
        try (Server server = Server.start()) {
            int udp = server.address("udp").getPort();
            int tcp = server.address("tcp").getPort();
            for (String host : List.of("0.0.0.0", "127.0.0.1", "0.0.0.0", "127.0.0.2")) {
                String listen = "udp:" + host + ':' + udp + ", tcp:" + host + ':' + tcp;
                server.transport.modified(Map.of("listen", listen));
                assertEquals(listen, server.transport.listeningPoints().stream()
                        .map(point -> point.address().toString()).collect(Collectors.joining(", ")));
                InetAddress reached = InetAddress.getByName(host.equals("0.0.0.0") ? "127.0.0.1" : host);
                for (SipClient client : List.of(SipClient.udp(new InetSocketAddress(reached, udp)),
                        SipClient.tcp(new InetSocketAddress(reached, tcp)))) {
                    assertEquals(200, client.ask(request("OPTIONS", "sip:h")).status());
                    client.close();
                }
            }
        }
    }

    @Test
    void whereTheWiderAddressCannotBeHadTheNarrowOneIsThereAgain() throws IOException {
        try (Server server = Server.start()) {
            InetSocketAddress before = server.address("udp");
            try (DatagramSocket inTheWay = new DatagramSocket(before.getPort(), InetAddress.getByName("127.0.0.3"))) {
                server.transport.modified(Map.of("listen", "udp:0.0.0.0:" + before.getPort()));
                assertEquals(before, server.address("udp"));
                assertTrue(inTheWay.isBound());
                try (SipClient client = SipClient.udp(before)) {
                    assertEquals(200, client.ask(request("OPTIONS", "sip:h")).status());
                }
            }
            // What failed is tried again with the next edit, and is in force then.
            server.transport.modified(Map.of("listen", "udp:0.0.0.0:" + before.getPort()));
            assertEquals(1, server.transport.listeningPoints().size());
            assertEquals("udp:0.0.0.0:" + before.getPort(), server.transport.listeningPoints().get(0).toString());
            server.transport.modified(Map.of("listen", "nonsense"));
            assertEquals("udp:0.0.0.0:" + before.getPort(), server.transport.listeningPoints().get(0).toString());
        }
    }

    @Test
    void anAddressThatCouldNotBeOpenedIsNotTakenForTheOneInForce() throws IOException {
        try (Server server = Server.start(); DatagramSocket taken = new DatagramSocket(0,
                InetAddress.getLoopbackAddress())) {
            List<ListeningPoint> before = List.copyOf(server.transport.listeningPoints());
            server.transport.modified(Map.of("listen", "udp:127.0.0.1:" + taken.getLocalPort()));
            taken.close();
            // Refused, so that the value before counts: that in force, and not the one that failed.
            server.transport.modified(Map.of("listen", "nonsense"));
            assertEquals(before, server.transport.listeningPoints());
        }
    }

    @Test
    void whileTheLocationServiceIsSwappedMessagesAreAnswered503() throws Exception {
        try (Server server = Server.start(); SipClient alice = server.client("udp")) {
            assertEquals(200, alice.ask(message("sip:chat-1@h", "hi")).status());
            server.transport.unbindLocation(server);
            SipText refusal = alice.ask(message("sip:chat-1@h", "hi"));
            assertEquals(503, refusal.status());
            assertEquals("2", refusal.header("Retry-After"));
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "location", "none"));
            assertEquals(200, alice.ask(message("sip:chat-1@h", "hi")).status());
            server.transport.modified(Map.of("listen", Server.FREE_PORTS));
            assertEquals(503, alice.ask(message("sip:chat-1@h", "hi")).status());
            // It seems to be gone for good: members are known by their address.
            server.turn(Duration.ofSeconds(61));
            assertEquals(200, alice.ask(message("sip:chat-1@h", "hi")).status());
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "location", "required"));
            assertEquals(503, alice.ask(message("sip:chat-1@h", "hi")).status());
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "location", "required", "outbound_proxy",
                    "sip:127.0.0.2"));
            assertEquals(200, alice.ask(message("sip:chat-1@h", "hi")).status());
        }
    }

    @Test
    void beforeALocationServiceThatIsExpectedIsThereMessagesAreAnswered503() throws Exception {
        AtomicBoolean expected = new AtomicBoolean(true);
        SipStack transport = new SipStack(Map.of("listen", Server.FREE_PORTS), 500, Limits.USUAL,
                System::nanoTime, expected::get);
        try (Server conference = Server.start()) {
            transport.bindMessages(conference);
            transport.open();
            try (SipClient alice = SipClient.udp(transport.listeningPoints().get(0).local())) {
                assertEquals(503, alice.ask(message("sip:chat-1@h", "hi")).status());
                expected.set(false);
                assertEquals(200, alice.ask(message("sip:chat-1@h", "hi")).status());
                expected.set(true);
                transport.bindLocation(conference);
                assertEquals(200, alice.ask(message("sip:chat-1@h", "hi")).status());
            }
        } finally {
            transport.deactivate();
        }
    }

    @Test
    void whatWasAcceptedIsAnsweredAndSentBeforeTheEnd() throws Exception {
        CompletableFuture<Answer> stored = new CompletableFuture<>();
        Server server = Server.start();
        try (SipClient alice = server.client("udp"); SipClient bob = server.client("udp")) {
            SipAddress user = SipAddress.parse("sip:bob@example.com");
            server.contacts.put(user, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
            server.handling = m -> m.content().asText().equals("hi") ? stored
                    : CompletableFuture.completedFuture(Answer.OK);
            alice.send(message(ROOM, "hi"));
            assertEquals("hi", server.messages.poll(10, TimeUnit.SECONDS).content().asText());
            CompletableFuture<Void> end = CompletableFuture.runAsync(server.transport::deactivate);
            SipText refusal = alice.ask(message(ROOM, "too late"));
            while (refusal.status() == 200) { // the end has not begun yet
                refusal = alice.ask(message(ROOM, "too late"));
            }
            assertEquals(503, refusal.status());
            assertEquals("5", refusal.header("Retry-After"));
            SipText tested = alice.ask(request("OPTIONS", ROOM));
            assertEquals(503, tested.status());
            assertEquals("5", tested.header("Retry-After"));
            server.send(new Broadcast(SipAddress.parse(ROOM), List.of(user), Content.text("hi"), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(delivery.toString()));
            stored.complete(Answer.OK);
            assertEquals(200, alice.receive().status());
            assertEquals("hi", bob.take().body());
            end.get(10, TimeUnit.SECONDS);
            assertEquals(Delivery.answered(200).toString(), outcomes.remove());
        } finally {
            server.close();
        }
    }

    @Test
    void whoNeverAnswersHoldsUpTheEndOnlyForAWhile() throws Exception {
        BlockingQueue<Delivery> outcomes = new LinkedBlockingQueue<>();
        try (Server server = Server.start(); SipClient bob = server.client("udp")) {
            SipAddress user = SipAddress.parse("sip:bob@example.com");
            server.contacts.put(user, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            server.send(new Broadcast(SipAddress.parse(ROOM), List.of(user), Content.text("hi"), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(delivery));
            server.close();
            assertEquals("hi", bob.receive().body());
        }
        assertEquals(Delivery.TRANSPORT_ERROR.shared(), outcomes.remove());
        assertEquals(Set.of(), threads());
    }

    @Test
    void whoIsToEndRefusesWhateverIsNewAndTellsWhatIsInFlightUntilItIsGivenUp() throws Exception {
        CompletableFuture<Answer> stored = new CompletableFuture<>();
        try (Server server = Server.start(); SipClient alice = server.client("udp");
                SipClient bob = server.client("udp"); SipClient carol = server.client("tcp")) {
            SipEnd end = new SipEnd();
            end.addStack(server.transport);
            server.handling = m -> stored;
            alice.send(message(ROOM, "hi"));
            assertEquals("hi", server.messages.poll(10, TimeUnit.SECONDS).content().asText());
            SipAddress user = SipAddress.parse("sip:bob@example.com");
            server.contacts.put(user, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            BlockingQueue<Delivery> outcomes = new LinkedBlockingQueue<>();
            server.send(new Broadcast(SipAddress.parse(ROOM), List.of(user), Content.text("silence"), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(delivery));
            assertEquals("silence", bob.receive().body());
            assertEquals(200, carol.ask(request("OPTIONS", "sip:127.0.0.1")).status());
            end.drain();
            for (String uri : List.of(ROOM, "sip:127.0.0.1", "sip:nobody@example.com")) {
                for (String method : List.of("OPTIONS", "MESSAGE", "REGISTER", "SUBSCRIBE", "INVITE", "UNHEARD")) {
                    SipText refusal = carol.ask(request(method, uri));
                    assertEquals("503 5", refusal.status() + " " + refusal.header("Retry-After"), method + ' ' + uri);
                }
            }
            // This may be how a dialog ends.
            assertEquals(405, carol.ask(request("BYE", ROOM).to('<' + ROOM + ">;tag=1")).status());
            assertEquals(Map.of("messages", 1L, "copies", 1L, "requests", 0L, "own_requests", 0L),
                    end.inFlight());
            stored.complete(Answer.OK);
            assertEquals(200, alice.receive().status());
            assertEquals(0, end.inFlight().get("messages"));
            end.giveUp();
            // By the clock, which nobody turns, it would wait otherwise.
            CompletableFuture.runAsync(server.transport::deactivate).get(1, TimeUnit.SECONDS);
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), outcomes.remove());
        }
    }

    @Test
    void listeningEverywhereWorksAndSaysAnAddressThatCanBeReached() throws IOException {
        try (Server server = Server.start(Map.of("listen", "udp:0.0.0.0:0, tcp:[::]:0"))) {
            int port = server.address("udp").getPort();
            try (SipClient alice = SipClient.udp(new java.net.InetSocketAddress(LOOPBACK, port));
                    SipClient tcp = SipClient.tcp(
                            new java.net.InetSocketAddress(LOOPBACK, server.address("tcp").getPort()))) {
                assertEquals(200, alice.ask(message(ROOM, "hi")).status());
                assertEquals(200, tcp.ask(message(ROOM, "hi")).status());
                SipAddress user = SipAddress.parse("sip:alice@example.com");
                server.contacts.put(user, List.of(
                        new Contact("sip:alice@127.0.0.1:" + alice.port(), Optional.empty())));
                server.send(new Broadcast(SipAddress.parse(ROOM), List.of(user), Content.text("x"), Map.of()),
                        (broadcast, receiver, delivery) -> { });
                String via = alice.take().header("Via");
                assertTrue(via.startsWith("SIP/2.0/UDP 127.0.0.1:" + port + ";"), via);
            }
        }
    }

    @Test
    void ipv6Works() throws IOException {
        try (Server server = Server.start(Map.of("listen", "tcp:[::1]:0, udp:[::1]:0"));
                SipClient tcp = SipClient.tcp(server.address("tcp"))) {
            assertEquals(200, tcp.ask(message(ROOM, "hi").via("SIP/2.0/TCP [::1]:" + tcp.port()
                    + ";branch=z9hG4bKsix;rport")).status());
        }
    }
}
