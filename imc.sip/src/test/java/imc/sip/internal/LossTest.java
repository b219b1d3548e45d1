package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.UncheckedIOException;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final int RECEIVERS = 50;
    private static final int MESSAGES = 20;
    private static final int REQUESTS = 100;

    @ParameterizedTest
    @CsvSource({"2", "20"})
    @DisplayName("answers are lost, come twice and in another order: every copy is delivered, and told, exactly once")
    void exactlyOnce(int percentLost) throws Exception {
        Random random = new Random(20261121);
        Map<String, AtomicInteger> told = new ConcurrentHashMap<>();
        List<SipAddress> receivers = new ArrayList<>();
        Semaphore nothing = new Semaphore(0);
        try (Server server = new Server(Map.of(), 200); SipClient all = server.client("udp")) {
            for (int i = 0; i < RECEIVERS; i++) {
                SipAddress user = SipAddress.of("user" + i, "example.com");
                receivers.add(user);
                server.contacts.put(user, List.of(new Contact("sip:" + user.user() + "@127.0.0.1:" + all.port(),
                        Optional.empty())));
            }
            for (int i = 0; i < MESSAGES; i++) {
                server.send(new Broadcast(ROOM, receivers, Content.text("m" + i), Map.of()),
                        (broadcast, receiver, delivery) -> told.computeIfAbsent(broadcast.content().asText() + ' '
                                + receiver + ' ' + delivery, key -> new AtomicInteger()).incrementAndGet());
            }
            CompletableFuture<Void> sink = CompletableFuture.runAsync(() -> answer(all, random, percentLost, nothing));
            // As long as something comes, no time need pass; when the receivers found nothing, a timer has to.
            server.turnUntil(Duration.ZERO, () -> {
                if (nothing.drainPermits() > 0) {
                    server.turn(Duration.ofMillis(200));
                }
                return told.size() == RECEIVERS * MESSAGES || sink.isDone();
            });
            all.close();
            sink.join();
        }
        assertEquals(RECEIVERS * MESSAGES, told.size());
        told.forEach((delivery, times) -> {
            assertEquals(1, times.get(), delivery);
            assertEquals(true, delivery.contains("DELIVERED"), delivery);
        });
    }

    @ParameterizedTest
    @CsvSource({"2", "20"})
    @DisplayName("requests and their answers are lost, come twice and in another order: each is handed on "
            + "exactly once, and answered each time the same")
    void requestsExactlyOnce(int percentLost) throws Exception {
        Random random = new Random(20261122);
        Map<String, String> answers = new HashMap<>();
        List<String> handedOn = new ArrayList<>();
        try (Server server = new Server(Map.of(), 500); SipClient alice = server.client("udp")) {
            List<SipRequestText> open = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                open.add(SipRequestText.message("sip:chat-" + i % 7 + "@h", "m" + i));
            }
            Set<String> received = new HashSet<>();
            while (!open.isEmpty()) {
                Collections.shuffle(open, random);
                int sent = 0;
                for (SipRequestText request : open) {
                    for (int times = random.nextInt(3); times >= 0 && random.nextInt(100) >= percentLost; times--) {
                        alice.send(request);
                        sent++;
                    }
                }
                for (int i = 0; i < sent; i++) {
                    SipText answer = alice.receive();
                    assertEquals(answers.computeIfAbsent(answer.header("Call-ID"), first -> answer.text()),
                            answer.text());
                    if (random.nextInt(100) >= percentLost) {
                        received.add(answer.header("Call-ID"));
                    }
                }
                open.removeIf(request -> received.contains(request.callId()));
            }
            server.messages.forEach(message -> handedOn.add(message.content().asText()));
        }
        assertEquals(REQUESTS, handedOn.size());
        assertEquals(REQUESTS, new HashSet<>(handedOn).size());
        answers.values().forEach(answer -> assertEquals(200, new SipText(answer).status()));
    }

    /**
     * Answers copies late, in another order, twice or not at all, until the client is closed; of one copy's answers so
     * few are lost that Timer F is no matter of chance.
     */
    private static void answer(SipClient all, Random random, int percentLost, Semaphore nothing) {
        Map<String, String> branches = new HashMap<>();
        Map<String, Integer> lost = new HashMap<>();
        List<SipText> held = new ArrayList<>();
        try {
            while (true) {
                SipText copy = all.poll(10).orElse(null);
                if (copy == null) {
                    nothing.release();
                    continue;
                }
                // Another branch would be another message to the receiver (RFC 3261 §17.2.3).
                assertEquals(branches.computeIfAbsent(copy.body() + ' ' + copy.header("To"),
                        first -> copy.header("Via")), copy.header("Via"));
                held.add(copy);
                if (held.size() > 5) {
                    SipText next = held.remove(random.nextInt(held.size()));
                    if (random.nextInt(100) < percentLost && lost.merge(next.header("Via"), 1, Integer::sum) < 4) {
                        continue;
                    }
                    for (int times = random.nextInt(2); times >= 0; times--) {
                        all.answer(next, 200);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            // closed: all outcomes are told
        }
    }
}
