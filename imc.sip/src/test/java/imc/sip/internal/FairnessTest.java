package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Large rooms and small ones. Where a member is sought is asked when the copy's turn has come. */
class FairnessTest {

    private static final int MANY = 1000;
    /** Whose copy waits for the gate. */
    private static final String HELD = "large-500";

    private final List<String> sought = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private Server server;
    private SipClient everybody;
    private SipClient bob;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
        everybody = server.client("udp");
        bob = server.client("udp");
        server.transport.bindLocation(user -> {
            if (user.user().equals(HELD)) {
                await(gate);
            }
            sought.add(user.user());
            SipClient client = user.user().equals("bob") ? bob : everybody;
            return List.of(new Contact("sip:" + user.user() + "@127.0.0.1:" + client.port(), Optional.empty()));
        });
    }

    @AfterEach
    void stop() {
        gate.countDown();
        everybody.close();
        bob.close();
        server.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<SipAddress> members(String room, int count) {
        List<SipAddress> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(SipAddress.of(room + '-' + i, "example.com"));
        }
        return members;
    }

    private void send(String room, String text, List<SipAddress> members) {
        server.send(new Broadcast(SipAddress.of("chat-" + room, "example.com"), members,
                Content.text(text), Map.of()), (broadcast, receiver, delivery) -> { });
    }

    private static List<SipAddress> bobAlone() {
        return List.of(SipAddress.of("bob", "example.com"));
    }

    @Test
    @DisplayName("while a large room is in the midst of it, a small one is served")
    void smallRoomsGoOn() {
        send("large", "to many", members("large", MANY));
        send("small", "to bob", bobAlone());
        assertEquals("to bob", bob.take().body());
        assertTrue(sought.contains("bob"));
        assertFalse(sought.contains(HELD));
    }

    @Test
    @DisplayName("what a large room sends next waits for what it sends first")
    void order() {
        List<SipAddress> members = members("large", MANY);
        members.addAll(bobAlone());
        send("large", "one", members);
        send("large", "two", bobAlone());
        gate.countDown();
        assertEquals("one", bob.take().body());
        assertEquals("two", bob.take().body());
    }
}
