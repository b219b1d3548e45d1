package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import imc.run.support.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Every bundle of ours can be stopped, updated and started from Gogo while people chat. */
class HotSwapIT {

    private static final long SEED = 20261121;

    @Test
    @DisplayName("two clients chat on while each bundle in turn is stopped, updated and started, in any order")
    void everyBundle() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create private");
            hears(alice, "*** Room was created");
            say(alice, "chat-1", "#add bob");
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");

            List<Bundle> bundles = new ArrayList<>(server.ours());
            assertTrue(bundles.size() >= 7, bundles + " are the bundles of the conference server");
            for (int round = 0; round < 2; round++) {
                Collections.shuffle(bundles, new Random(SEED + round));
                for (Bundle bundle : bundles) {
                    swapWhileChatting(server, bundle, alice, bob);
                    everythingWorks(server, alice, bob, bundle + " in round " + round);
                }
            }
        }
    }

    private static void swapWhileChatting(FelixServer server, Bundle bundle, Phone alice, Phone bob) throws Exception {
        AtomicBoolean swapped = new AtomicBoolean();
        List<String> accepted = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger number = new AtomicInteger();
        Thread chat = new Thread(() -> {
            while (!swapped.get()) {
                String text = bundle.getSymbolicName() + " " + number.incrementAndGet();
                try {
                    if (alice.message("chat-1", text).status() == 200) {
                        accepted.add("[alice]: " + text);
                    }
                } catch (IOException e) {
                    // the server had no transport for as long as a client waits: the next message tells
                    Thread.onSpinWait();
                }
            }
        });
        chat.start();
        try {
            swap(server, bundle);
        } finally {
            swapped.set(true);
            chat.join();
        }
        Set<String> missing = new HashSet<>(accepted);
        while (!missing.isEmpty()) {
            SipText message = bob.next(20_000);
            assertNotNull(message, () -> "accepted and not delivered: " + missing);
            String text = message.bodyText();
            assertTrue(missing.remove(text) || !accepted.contains(text), () -> text + " was received twice");
        }
    }

    /** As an operator does it; the bundle that carries the shell itself is swapped through the framework. */
    private static void swap(FelixServer server, Bundle bundle) throws Exception {
        if (bundle.getSymbolicName().equals("imc.control")) {
            bundle.stop();
            bundle.update();
            bundle.start();
        } else {
            for (String line : List.of("felix:stop ", "felix:update ", "felix:start ")) {
                Result result = server.shell(line + bundle.getBundleId());
                assertEquals(0, result.code(), () -> line + bundle + ": " + result);
            }
        }
        server.awaitReady();
    }

    private static void everythingWorks(FelixServer server, Phone alice, Phone bob, String after) throws Exception {
        assertEquals(200, alice.register(600).status(), after);
        assertEquals(200, bob.register(600).status(), after);
        drain(alice);
        drain(bob);
        say(bob, "chat-1", "after " + after);
        hears(alice, "[bob]: after " + after);
        say(alice, "chat-1", "#members");
        hears(alice, "Members:\n*[alice]\n[bob]");
        say(bob, "chat-2", "#create");
        hears(bob, "*** Room was created");
        say(bob, "chat-2", "#leave");
        hears(bob, "*** Room has been destroyed");
        assertTrue(server.shell("imc:listMembers chat-1").out().contains("sip:bob@127.0.0.1"), after);
    }

    /** Takes what is on its way still, up to the answer to a command that is sent now. */
    private static void drain(Phone phone) throws Exception {
        say(phone, "chat-1", "#drain");
        while (!phone.next(20_000).bodyText().contains("Invalid command 'drain'")) {
            Thread.onSpinWait();
        }
    }
}
