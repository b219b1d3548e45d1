package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.api.Answer;
import imc.sip.wire.SipClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ManyCoresTest {

    private static final int ROOMS = 20;
    private static final int MESSAGES = 20;

    @Test
    @DisplayName("what comes in over one socket is dealt with by several threads, each room's messages in their order")
    void spreadAndInOrder() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        Map<String, Queue<String>> byRoom = new ConcurrentHashMap<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch several = new CountDownLatch(2);
        try (Server server = Server.start(Map.of()); SipClient alice = server.client("udp")) {
            server.handling = message -> {
                try {
                    assertTrue(sent.await(10, TimeUnit.SECONDS));
                    if (threads.add(Thread.currentThread())) {
                        several.countDown();
                    } else {
                        // Until there is help, nobody goes on.
                        several.await(10, TimeUnit.SECONDS);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                byRoom.computeIfAbsent(message.requestUri().user(), room -> new ConcurrentLinkedQueue<>())
                        .add(message.content().asText());
                return CompletableFuture.completedFuture(Answer.OK);
            };
            for (int i = 0; i < MESSAGES; i++) {
                for (int room = 0; room < ROOMS; room++) {
                    alice.send(message("sip:chat-" + room + "@h", "m" + i));
                }
            }
            sent.countDown();
            Set<String> answered = new HashSet<>();
            while (answered.size() < ROOMS * MESSAGES) {
                answered.add(alice.receive().header("Call-ID"));
            }
        }
        assertTrue(threads.size() > 1, threads.toString());
        Map<String, List<String>> expected = new HashMap<>();
        for (int room = 0; room < ROOMS; room++) {
            expected.put("chat-" + room, IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList());
        }
        byRoom.forEach((room, bodies) -> assertEquals(expected.get(room), List.copyOf(bodies), room));
    }
}
