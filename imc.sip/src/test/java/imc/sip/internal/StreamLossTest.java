package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import imc.sip.wire.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * As {@link LossTest}, over TCP and TLS. There nothing is retransmitted (RFC 3261 §17.1.2.2), so that an answer that is
 * left out is the end of its copy, at Timer F, and only a broken connection has anything sent again.
 */
class StreamLossTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final int RECEIVERS = 20;
    private static final int MESSAGES = 10;
    private static final int REQUESTS = 60;
    private static final int ROUNDS = 6;
    private static final int COPIES = 40;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static ServerSocket listen(String transport) throws IOException {
        return transport.equals("tcp") ? new ServerSocket(0, 5, InetAddress.getLoopbackAddress())
                : TestKeys.context(TestKeys.client(), TestKeys.server()).getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static List<Contact> at(ServerSocket listening, String transport, SipAddress user) {
        return List.of(new Contact("sip:" + user.user() + "@127.0.0.1:" + listening.getLocalPort() + ";transport="
                + transport, Optional.empty()));
    }

    private static Server server(int t1) throws IOException {
        return new Server(Server.withTls(Map.of()), t1);
    }

    @ParameterizedTest
    @CsvSource({"tcp, 2", "tcp, 20", "tls, 2", "tls, 20"})
    @DisplayName("answers are left out, come twice, late and in another order: what was answered is delivered, the "
            + "rest timed out, each sent and told once")
    void answersLeftOut(String transport, int percentLost) throws Exception {
        Random random = new Random(20261123);
        List<SipAddress> receivers = IntStream.range(0, RECEIVERS)
                .mapToObj(i -> SipAddress.of("user" + i, "h")).toList();
        Map<String, String> expected = new HashMap<>();
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (Server server = server(500); ServerSocket listening = listen(transport)) {
            receivers.forEach(user -> server.contacts.put(user, at(listening, transport, user)));
            for (int i = 0; i < MESSAGES; i++) {
                server.send(new Broadcast(ROOM, receivers, Content.text("m" + i), Map.of()),
                        (broadcast, receiver, delivery) -> told.add(broadcast.content().asText() + " <"
                                + broadcast.receivers().get(receiver) + "> " + delivery.result()));
            }
            try (SipClient all = SipClient.accepted(listening)) {
                List<SipText> left = answer(all, random, percentLost, expected);
                server.turnUntil(Duration.ZERO, () -> told.size() >= RECEIVERS * MESSAGES - left.size());
                server.turn(Duration.ofSeconds(33));
                Map<String, Integer> outcomes = new HashMap<>();
                for (int i = 0; i < RECEIVERS * MESSAGES; i++) {
                    outcomes.merge(String.valueOf(told.poll(30, TimeUnit.SECONDS)), 1, Integer::sum);
                }
                Map<String, Integer> once = new HashMap<>();
                expected.forEach((copy, result) -> once.put(copy + ' ' + result, 1));
                assertEquals(once, outcomes);
                // Too late; and nothing was sent again meanwhile, or it would come before the next message.
                left.forEach(copy -> all.answer(copy, 200));
                server.send(new Broadcast(ROOM, receivers.subList(0, 1), Content.text("next"), Map.of()),
                        (broadcast, receiver, delivery) -> told.add("next " + delivery.result()));
                assertEquals("next", all.take().body());
                assertEquals("next DELIVERED", told.poll(30, TimeUnit.SECONDS));
                assertEquals(0, server.figure("sip_deliveries_pending"));
            }
        }
    }

    /** Receives all copies, answers most of them, and gives those that get no answer. */
    private static List<SipText> answer(SipClient all, Random random, int percentLost, Map<String, String> expected) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, RECEIVERS * MESSAGES).boxed().toList());
        Collections.shuffle(order, random);
        Set<Integer> lost = new HashSet<>(order.subList(0, RECEIVERS * MESSAGES * percentLost / 100));
        Set<String> branches = new HashSet<>();
        List<SipText> held = new ArrayList<>();
        List<SipText> left = new ArrayList<>();
        for (int i = 0; i < RECEIVERS * MESSAGES; i++) {
            SipText copy = all.receive();
            assertTrue(branches.add(copy.header("Via")), copy.text());
            String name = copy.body() + ' ' + copy.header("To");
            expected.put(name, lost.contains(i) ? "TIMED_OUT" : "DELIVERED");
            if (lost.contains(i)) {
                left.add(copy);
            } else {
                held.add(copy);
            }
            if (random.nextInt(10) == 0) {
                all.answer(copy, 100);
            }
            if (held.size() > 20) {
                answer(all, held.remove(random.nextInt(held.size())), random);
            }
        }
        Collections.shuffle(held, random);
        held.forEach(copy -> answer(all, copy, random));
        return left;
    }

    private static void answer(SipClient all, SipText copy, Random random) {
        for (int times = random.nextInt(3); times >= 0; times--) {
            all.answer(copy, 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp", "tls"})
    @DisplayName("requests come twice and thrice, in pieces and several at a time: each is fanned out once, in its "
            + "order, and answered each time the same")
    void requestsExactlyOnce(String transport) throws Exception {
        Random random = new Random(20261124);
        Map<String, String> answers = new HashMap<>();
        try (Server server = server(500); SipClient alice = server.client(transport);
                SipClient bob = server.client(transport)) {
            bob.ask(SipRequestText.request("OPTIONS", "sip:h"));
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:1",
                    Optional.of(new Flow(transport, "127.0.0.1", bob.port())))));
            server.handling = message -> {
                server.send(new Broadcast(message.requestUri(), List.of(BOB), message.content(), Map.of()),
                        (broadcast, receiver, delivery) -> { });
                return CompletableFuture.completedFuture(Answer.OK);
            };
            StringBuilder stream = new StringBuilder();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                String body = "m" + i + "\r\n\r\n".repeat(random.nextInt(2)) + "x".repeat(random.nextInt(2000));
                sent.add(SipRequestText.message("sip:chat-" + i % 3 + "@h", body).text(alice));
                stream.append(sent.get(i));
                for (int times = random.nextInt(3); times > 0; times--) {
                    stream.append(sent.get(random.nextInt(sent.size())));
                }
            }
            stream.append(SipRequestText.message("sip:chat-0@h", "end").callId("end").text(alice));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(alice, stream.toString(), random),
                    threads);
            for (SipText answer = null; answer == null || !answer.header("Call-ID").equals("end");) {
                answer = alice.receive();
                String text = answer.text();
                assertEquals(answers.computeIfAbsent(answer.header("Call-ID"), first -> text), text);
                assertEquals(200, answer.status(), answer.text());
            }
            writing.join();
            assertEquals(REQUESTS + 1, answers.size());
            for (String request : sent) {
                assertEquals(new SipText(request).body(), bob.take().body());
            }
            assertEquals("end", bob.take().body());
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp", "tls"})
    @DisplayName("a request whose connection was gone before its answer is sent again over another one: it is answered "
            + "there, and handed on once")
    void again(String transport) throws Exception {
        try (Server server = server(500)) {
            String request;
            try (SipClient alice = server.client(transport)) {
                request = SipRequestText.message(ROOM.toString(), "hi").text(alice);
                alice.send(request);
                assertEquals("hi", server.messages.poll(10, TimeUnit.SECONDS).content().asText());
            }
            try (SipClient alice = server.client(transport)) {
                alice.send(request);
                assertEquals(200, alice.receive().status());
                assertEquals(200, alice.ask(SipRequestText.message(ROOM.toString(), "next")).status());
                assertEquals("next", server.messages.poll(10, TimeUnit.SECONDS).content().asText());
            }
        }
    }

    private static void write(SipClient client, String text, Random random) {
        for (int at = 0; at < text.length();) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 20 : 4000));
            client.send(text.substring(at, next));
            at = next;
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp", "tls"})
    @DisplayName("a connection breaks in the midst: what was not answered comes once more, the same, and is told once")
    void broken(String transport) throws Exception {
        Random random = new Random(20261125);
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        Map<String, SipText> received = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        try (Server server = server(500); ServerSocket listening = listen(transport)) {
            server.contacts.put(BOB, at(listening, transport, BOB));
            SipClient bob = null;
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < COPIES; i++) {
                    server.send(new Broadcast(ROOM, List.of(BOB),
                            Content.text(round + "-" + i + "-" + "x".repeat(random.nextInt(3000))), Map.of()),
                            (broadcast, receiver, delivery) -> told.add(broadcast.content().asText() + ' '
                                    + delivery.result()));
                }
                bob = bob == null ? SipClient.accepted(listening) : bob;
                for (int read = random.nextInt(COPIES - 1); read > 0; read--) {
                    SipText copy = receive(bob, received, times);
                    if (random.nextBoolean()) {
                        bob.answer(copy, 200);
                    }
                }
                for (int octets = random.nextInt(300); octets > 0; octets--) {
                    assertTrue(bob.octet() >= 0);
                }
                bob.close();
                bob = SipClient.accepted(listening);
                SipClient again = bob;
                CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> {
                    SipText copy;
                    do {
                        copy = receive(again, received, times);
                        again.answer(copy, 200);
                    } while (!copy.body().startsWith("end"));
                }, threads);
                Set<String> outcomes = new HashSet<>();
                for (int i = 0; i < COPIES; i++) {
                    String outcome = told.poll(30, TimeUnit.SECONDS);
                    assertTrue(outcome != null && outcome.endsWith("DELIVERED") && outcomes.add(outcome), outcome);
                }
                server.send(new Broadcast(ROOM, List.of(BOB), Content.text("end-" + round), Map.of()),
                        (broadcast, receiver, delivery) -> told.add("end " + delivery.result()));
                taking.get(30, TimeUnit.SECONDS);
                assertEquals("end DELIVERED", told.poll(30, TimeUnit.SECONDS));
            }
            bob.close();
            assertEquals(ROUNDS * (COPIES + 1), received.size());
            times.forEach((branch, count) -> assertTrue(count <= 2, branch + " came " + count + " times"));
        }
    }

    /** What a receiver has seen before is the same to the byte (RFC 3261 §17.2.3). */
    private static SipText receive(SipClient client, Map<String, SipText> received, Map<String, Integer> times) {
        SipText copy = client.receive();
        assertEquals(received.computeIfAbsent(copy.header("Via"), branch -> copy).text(), copy.text());
        times.merge(copy.header("Via"), 1, Integer::sum);
        return copy;
    }
}
