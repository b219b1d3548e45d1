package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import imc.run.support.SipSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** What is above the sockets is updated while people chat; nobody's connection notices. */
class SipSwapIT {

    private static final int UPDATES = 10;
    private static final String TRANSPORT = "imc.transport.sip";
    private static final Pattern PENDING = Pattern.compile("sip_deliveries_pending\\s+(\\d+)");

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Semaphore accepted = new Semaphore(0);

    @Test
    @DisplayName("imc.transport.sip, imc.rooms and imc.commands are updated under traffic: every socket stays "
            + "as it is, members are reached over their connections, and what was answered 200 arrives, once and "
            + "in order")
    void updates() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "tcp", server.sipPort());
                Phone bob = phone("bob", "tcp", server.sipPort());
                Phone carol = phone("carol", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-1", "#add bob");
            hears(bob, "*** [bob] has joined the room");
            say(alice, "chat-1", "#add carol");
            hears(carol, "*** [carol] has joined the room");
            hears(bob, "*** [carol] has joined the room");
            Set<String> sockets = sockets(server.sipPort());
            assertTrue(sockets.size() >= 4, sockets.toString());

            Thread traffic = new Thread(() -> chat(alice, bob, carol));
            traffic.start();
            for (int i = 0; i < UPDATES && failure.get() == null; i++) {
                update(server, TRANSPORT);
                awaitSomeMore();
            }
            for (String name : List.of("imc.rooms", "imc.commands")) {
                update(server, name);
                awaitSomeMore();
            }
            ended.set(true);
            traffic.join();
            if (failure.get() != null) {
                throw new AssertionError("the traffic failed", failure.get());
            }
            assertEquals(sockets, sockets(server.sipPort()));
            say(bob, "chat-1", "over the same connection");
            hears(carol, "[bob]: over the same connection");
        }
    }

    @Test
    @DisplayName("without imc.transport.sip a MESSAGE is answered 503 with Retry-After, and all else goes on; a copy "
            + "that is answered only when it is back is reported")
    void away() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "tcp", server.sipPort());
                SipSocket bob = new SipSocket("udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            register(bob);
            say(alice, "chat-1", "#add bob");
            SipText joined = bob.receive();
            Bundle transport = server.bundle(TRANSPORT);
            Set<String> sockets = sockets(server.sipPort());

            transport.stop();
            assertEquals("1", pending(server));
            for (String uri : List.of("chat-1", "chat-manager", "lunch")) {
                SipText refused = alice.message(uri, "hi");
                assertEquals(503, refused.status(), uri);
                assertEquals(Optional.of("5"), refused.header("Retry-After"), uri);
            }
            for (String uri : List.of("sip:chat-1@127.0.0.1", "sip:127.0.0.1")) {
                assertEquals(503, alice.request("OPTIONS", uri, uri, List.of(), new byte[0]).status(), uri);
            }
            assertEquals(200, alice.register(600).status());

            transport.start();
            server.awaitServices();
            bob.answer(joined, 200);
            say(alice, "chat-1", "you are back");
            SipText copy = bob.receive();
            while (!copy.bodyText().equals("[alice]: you are back")) {
                copy = bob.receive(); // the other one, sent again before the answer came
            }
            bob.answer(copy, 200);
            assertEquals(404, alice.message("lunch", "hi").status());
            assertEquals(sockets, sockets(server.sipPort()));
            // The answer is on its way when we look.
            for (int i = 0; i < 20 && !pending(server).equals("0"); i++) {
                assertEquals(200, alice.register(600).status());
            }
            assertEquals("0", pending(server));
        }
    }

    private static void register(SipSocket bob) throws IOException {
        bob.send("REGISTER", "sip:127.0.0.1", List.of("From: <sip:bob@127.0.0.1>;tag=b", "To: <sip:bob@127.0.0.1>",
                "Call-ID: swap", "CSeq: 1 REGISTER", "Contact: <sip:bob@" + bob.hostPort() + ">", "Expires: 600"), "");
        assertEquals(200, bob.receive().status());
    }

    private static String pending(FelixServer server) {
        String figures = server.shell("imc:getStatistics sip_deliveries_pending").out();
        Matcher value = PENDING.matcher(figures);
        assertTrue(value.find(), figures);
        return value.group(1);
    }

    private static void update(FelixServer server, String name) throws Exception {
        Bundle bundle = server.bundle(name);
        server.update(bundle);
        server.awaitServices();
        assertEquals(Bundle.ACTIVE, bundle.getState(), name);
    }

    /** Says something again and again; what is refused is refused for a moment, and reaches nobody. */
    private void chat(Phone alice, Phone... members) {
        try {
            for (int number = 1; !ended.get(); number++) {
                SipText answer = alice.message("chat-1", "message " + number);
                if (answer.status() == 200) {
                    for (Phone member : members) {
                        hears(member, "[alice]: message " + number);
                    }
                    accepted.release();
                } else {
                    assertEquals(503, answer.status(), answer::toString);
                    assertTrue(answer.header("Retry-After").isPresent(), answer::toString);
                }
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    /** Waits until some messages that were said from now on have arrived. */
    private void awaitSomeMore() throws InterruptedException {
        accepted.drainPermits();
        while (!accepted.tryAcquire(3, 1, TimeUnit.SECONDS) && failure.get() == null) {
            continue; // the traffic ends with a failure where nothing arrives
        }
    }

    /** The server's sockets, by their port, as the kernel tells them apart. */
    private static Set<String> sockets(int port) throws IOException {
        String hex = ":" + String.format(Locale.ROOT, "%04X", port);
        Set<String> found = new TreeSet<>();
        for (String table : List.of("udp", "udp6", "tcp", "tcp6")) {
            Path file = Path.of("/proc/self/net", table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(hex)) {
                    found.add(table + ' ' + fields[2] + " inode " + fields[9]);
                }
            }
        }
        return found;
    }
}
