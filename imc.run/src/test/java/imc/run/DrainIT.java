package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Distribution;
import imc.run.support.ForegroundServer;
import imc.run.support.FreePort;
import imc.run.support.Http;
import imc.run.support.Result;
import imc.run.support.SilentMember;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that is told to end loses nothing of what it has taken, and takes nothing more. */
class DrainIT {

    private static final int BEFORE = 20;

    /** Sends numbered texts one after the other until the connection is closed. */
    private static final class Talker {

        private final CountDownLatch some = new CountDownLatch(BEFORE);
        private final List<String> taken = new ArrayList<>();
        private final CountDownLatch refusals = new CountDownLatch(BEFORE);
        private final CompletableFuture<Void> end;

        /** @param to where and what; %d is the number */
        Talker(Phone phone, String to, String text) {
            end = CompletableFuture.runAsync(() -> talk(phone, to, text));
        }

        private void talk(Phone phone, String to, String text) {
            try {
                for (int i = 0;; i++) {
                    SipText answer = phone.message(to.formatted(i), text.formatted(i));
                    if (answer.status() == 200) {
                        assertEquals(BEFORE, refusals.getCount(), "nothing new is taken any more");
                        taken.add(text.formatted(i));
                        some.countDown();
                    } else {
                        assertEquals(503, answer.status(), answer::toString);
                        assertTrue(answer.header("Retry-After").isPresent(), answer::toString);
                        refusals.countDown();
                    }
                }
            } catch (IOException e) {
                return; // the socket is closed
            }
        }
    }

    private static String log(Distribution imc) throws IOException {
        return Files.readString(imc.data().resolve("log/imc.log"));
    }

    private static Result awaitStatus(Distribution imc, int code) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Result status = imc.imc("status");
        while (status.code() != code) {
            assertTrue(System.nanoTime() < deadline, status.toString());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            status = imc.imc("status");
        }
        return status;
    }

    @Test
    @DisplayName("what was answered 200 before stop is delivered and stored, what comes later is refused until the end")
    void stopWhileMessagesAndCommandsFlow() throws Exception {
        try (Distribution imc = new Distribution()) {
            imc.conf().write("imc.control", Map.of("drain_timeout", "60 s"));
            imc.conf().write("imc.commands", Map.of("max_rooms_per_user", "1000000"));
            int http = FreePort.next();
            imc.conf().write("imc.mi.http", Map.of("listen", "127.0.0.1:" + http));
            // Nobody but the drain would write it.
            imc.conf().write("imc.store.jpa", Map.of("db_mode", "1", "flush_interval", "3600000"));
            Talker messages;
            Talker commands;
            try (ForegroundServer server = imc.prepare().run()) {
                server.await("imc is ready");
                int port = imc.sipPort();
                try (Phone alice = phone("alice", "tcp", port); Phone bob = phone("bob", "tcp", port);
                        Phone dan = phone("dan", "tcp", port); Phone prober = phone("prober", "tcp", port);
                        SilentMember carol = new SilentMember("carol", "chat-slow", port)) {
                    say(alice, "chat-flow", "#create");
                    say(bob, "chat-flow", "#join");
                    say(alice, "chat-slow", "#join");
                    say(alice, "chat-slow", SilentMember.UNANSWERED);
                    carol.awaitUnanswered();
                    messages = new Talker(alice, "chat-flow", "number %d");
                    commands = new Talker(dan, "chat-%d", "#create chat-%d");
                    messages.some.await();
                    commands.some.await();

                    List<CompletableFuture<Result>> stops = Stream.of("stop", "stop")
                            .map(stop -> CompletableFuture.supplyAsync(() -> imc.imc(stop))).toList();

                    Result draining = awaitStatus(imc, 6);
                    assertTrue(draining.out().startsWith("imc is draining: what was taken is brought to its end: "),
                            draining.out());
                    assertEquals(503, new Http(http).get("/health/ready").status());
                    assertEquals(List.of(0, "draining"), List.of(imc.imc("shell", "echo draining").code(),
                            imc.imc("shell", "echo draining").out().strip()));
                    messages.refusals.await();
                    commands.refusals.await();
                    for (String method : List.of("OPTIONS", "REGISTER", "SUBSCRIBE")) {
                        SipText refusal =
                                prober.request(method, "sip:127.0.0.1", prober.address(), List.of(), new byte[0]);
                        assertEquals(503, refusal.status(), method);
                        assertEquals("5", refusal.header("Retry-After").orElse("none"), method);
                    }
                    assertTrue(server.process().isAlive(), "one copy has no answer yet");
                    carol.answersAll();

                    assertEquals(0, server.end().code());
                    for (CompletableFuture<Result> stop : stops) {
                        assertEquals(0, stop.get(60, TimeUnit.SECONDS).code(), stop.get().toString());
                    }
                    messages.end.get(60, TimeUnit.SECONDS);
                    commands.end.get(60, TimeUnit.SECONDS);
                    hears(bob, "*** [bob] has joined the room");
                    for (String text : messages.taken) {
                        hears(bob, "[alice]: " + text);
                    }
                }
            }
            String log = log(imc);
            assertTrue(log.contains("Draining: nothing new is taken, and what is in flight has 60.0 s: "), log);
            assertTrue(log.matches("(?s).*Drained in \\d+\\.\\d s: nothing is left\n.*"), log);

            imc.start();
            try (Phone dan = phone("dan", "tcp", imc.sipPort())) {
                for (String command : commands.taken) {
                    String room = command.split(" ")[1];
                    assertEquals(200, dan.message(room, "#members").status(), () -> command + " is not stored");
                }
            }
        }
    }

    @Test
    @DisplayName("who never answers holds up a framework's stop for drain_timeout alone, and is named as given up")
    void givenUp() throws Exception {
        try (Distribution imc = new Distribution()) {
            imc.conf().write("imc.control", Map.of("drain_timeout", "300 ms"));
            try (ForegroundServer server = imc.prepare().run()) {
                server.await("imc is ready");
                try (Phone alice = phone("alice", "udp", imc.sipPort());
                        SilentMember carol = new SilentMember("carol", "chat-slow", imc.sipPort())) {
                    say(alice, "chat-slow", "#join");
                    say(alice, "chat-slow", SilentMember.UNANSWERED);
                    carol.awaitUnanswered();

                    imc.shell("stop 0");

                    assertEquals(0, server.end().code());
                    String log = log(imc);
                    assertTrue(log.matches("(?s).*Drained for 0\\.[34] s \\(drain_timeout in imc.control\\), and "
                            + "given up: copies=\\d+\n.*"), log);
                    assertEquals(3, imc.imc("status").code());
                }
            }
        }
    }
}
