package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Mismatch;
import imc.check.Performance;
import imc.check.Phone;
import imc.check.SipText;
import imc.check.Target;
import imc.check.Transcript;
import imc.check.TranscriptReader;
import imc.run.extension.History;
import imc.run.extension.Mute;
import imc.run.support.FelixServer;
import imc.run.support.Flood;
import imc.run.support.TestBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** Features of rooms, each a bundle of somebody else that uses the contracts alone. */
class FeaturesIT {

    private static FelixServer server;

    @BeforeAll
    static void start() {
        server = new FelixServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Bundle install(Class<?> feature) throws BundleException {
        String name = "test." + feature.getSimpleName().toLowerCase();
        Bundle bundle = server.context().installBundle("test:" + name, TestBundle.of(name, feature).content());
        bundle.start();
        return bundle;
    }

    @TestFactory
    @DisplayName("the features do what their transcripts say, over UDP and TCP")
    Stream<DynamicTest> transcripts() {
        return Stream.of(Mute.class, History.class).flatMap(feature -> Stream.of("udp", "tcp")
                .map(transport -> DynamicTest.dynamicTest(feature.getSimpleName() + " over " + transport,
                        () -> perform(feature, transport))));
    }

    private static void perform(Class<?> feature, String transport) throws Exception {
        Bundle bundle = install(feature);
        String name = feature.getSimpleName().toLowerCase();
        Transcript transcript = TranscriptReader.read(Path.of("src/test/transcripts", name + ".txt"));
        Target target = new Target(new InetSocketAddress("127.0.0.1", server.sipPort()), transport, Optional.empty(),
                transport + "-" + name + ".example", "#");
        try (Performance performance = new Performance(target)) {
            performance.of(transcript);
        } catch (Mismatch e) {
            throw new AssertionError(transcript.name() + ":" + e.line() + ": " + e.getMessage(), e);
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    @DisplayName("a feature goes with its bundle, and begins anew with it")
    void comesAndGoes() throws Exception {
        Bundle history = install(History.class);
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "tcp", server.sipPort());
                Phone carol = phone("carol", "udp", server.sipPort())) {
            say(alice, "chat-2", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-2", "early");
            history.stop();
            say(alice, "chat-2", "between");
            say(bob, "chat-2", "#join");
            hears(bob, "*** [bob] has joined the room");
            history.start();
            say(alice, "chat-2", "late");
            hears(bob, "[alice]: late");
            say(carol, "chat-2", "#join");
            hears(carol, "*** [carol] has joined the room");
            hears(carol, "[alice]: late");
        } finally {
            history.uninstall();
        }
    }

    @Test
    @DisplayName("topic and mute are there after a restart, and after their bundles were away")
    void durable() throws Exception {
        Bundle topic = server.bundle("imc.room.topic");
        Bundle mute = install(Mute.class);
        try (Phone alice = phone("alice", "udp", server.sipPort()); Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            say(bob, "chat-1", "#join");
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");
            say(alice, "chat-1", "#topic Lunch");
            hears(alice, "*** [alice] has set the topic: Lunch");
            say(alice, "chat-1", "#mute bob");
            hears(alice, "*** [bob] is muted");
            mute.stop();
            assertEquals(200, bob.message("chat-1", "nobody keeps me quiet").status());
            hears(alice, "[bob]: nobody keeps me quiet");
            mute.start();
            assertEquals(403, bob.message("chat-1", "now somebody does").status());
            topic.stop();
        }
        server.restart();
        server.awaitServices();
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort());
                Phone carol = phone("carol", "udp", server.sipPort())) {
            assertEquals(403, bob.message("chat-1", "still not").status());
            server.bundle("imc.room.topic").start();
            say(carol, "chat-1", "#join");
            hears(carol, "*** [carol] has joined the room");
            hears(carol, "*** Topic: Lunch (set by [alice])");
            hears(alice, "*** [carol] has joined the room");
        } finally {
            server.bundle("test.mute").uninstall();
        }
    }

    @Test
    @DisplayName("a password is asked for while #set is away, and nobody comes in while it is updated; where nobody"
            + " asks for it any more, the log says so")
    void password() throws Exception {
        Bundle settings = server.bundle("imc.room.settings");
        Bundle password = server.bundle("imc.room.password");
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort());
                Phone carol = phone("carol", "udp", server.sipPort())) {
            say(alice, "chat-4", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-4", "#set password open-sesame");
            hears(alice, "*** password = ***");
            settings.stop();
            assertEquals(403, bob.message("chat-4", "#join").status());
            password.stop();
            assertEquals(503, bob.message("chat-4", "#join").status());
            server.configure("imc.commands", Map.of("policy_timeout", "0"));
            password.start();
            assertEquals(403, bob.message("chat-4", "#join").status());
            password.stop();
            server.awaitLog("imc.room.password has been away for 0 s, and what rooms have set nobody enforces any more"
                    + " (in so many rooms): password (1)");
            say(bob, "chat-4", "#join");
            password.start();
            assertEquals(403, carol.message("chat-4", "#join").status());
            say(carol, "chat-4", "#join chat-4 open-sesame");
        } finally {
            password.start();
            settings.start();
            server.configure("imc.commands", Map.of());
        }
    }

    @Test
    @DisplayName("what is said is kept while nobody shows it, and who comes then reads nothing of it where that is off")
    void history() throws Exception {
        Bundle history = server.bundle("imc.room.history");
        Bundle archive = server.bundle("imc.room.archive");
        try (Phone alice = phone("alice", "udp", server.sipPort()); Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-5", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-5", "#set history 50");
            hears(alice, "*** history = 50");
            hears(alice, "*** This room keeps what is said (last 50 messages)");
            say(alice, "chat-5", "#set history_before_join off");
            hears(alice, "*** history_before_join = off");
            say(alice, "chat-5", "One");
            history.stop();
            say(alice, "chat-5", "Two");
            say(bob, "chat-5", "#join");
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");
            history.start();
            say(bob, "chat-5", "#history");
            hears(bob, "*** There is nothing to show");
            say(alice, "chat-5", "Three");
            hears(bob, "[alice]: Three");
            say(bob, "chat-5", "#history");
            hearsOf(bob, "alice", "Three");
            say(alice, "chat-5", "#history");
            for (String said : List.of("One", "Two", "Three")) {
                hearsOf(alice, "alice", said);
            }
            archive.stop();
            server.awaitLog("imc.room.archive ends; rooms that want it, and of which nobody keeps any more what is "
                    + "said: 1");
            assertEquals(503, alice.message("chat-5", "#history").status());
        } finally {
            archive.start();
            history.start();
        }
    }

    @Test
    @DisplayName("who asks for the history again and again is answered once at a time; others chat, and read theirs")
    void historyBurst() throws Exception {
        int port = server.sipPort();
        try (Phone alice = phone("alice", "udp", port); Phone bob = phone("bob", "udp", port);
                Flood eve = new Flood("127.0.0.1", port, 65_536)) {
            say(alice, "chat-14", "#create");
            hears(alice, "*** Room was created");
            say(alice, "chat-14", "#set history 5");
            hears(alice, "*** history = 5");
            hears(alice, "*** This room keeps what is said (last 5 messages)");
            say(bob, "chat-14", "#join");
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");
            assertEquals(200, eve.ask(Flood.message("chat-15", "eve", "#create")));
            assertEquals(200, eve.ask(Flood.message("chat-15", "eve", "#set history 100")));
            for (int i = 0; i < 10; i++) {
                assertEquals(200, eve.ask(Flood.message("chat-15", "eve", "line\n".repeat(6000))));
            }

            CompletableFuture<Map<Integer, Integer>> burst = CompletableFuture.supplyAsync(() -> asking(eve));
            for (int i = 0; i < 10 || i < 60 && !burst.isDone(); i++) {
                say(alice, "chat-14", "hello " + i);
                hears(bob, "[alice]: hello " + i);
            }
            say(bob, "chat-14", "#history 1");
            assertTrue(bob.next(20_000).bodyText().startsWith("[alice "));
            Map<Integer, Integer> answers = burst.join();
            assertTrue(answers.getOrDefault(200, 0) > 0 && answers.getOrDefault(480, 0) > 0, answers::toString);
            for (String room : List.of("chat-14", "chat-15")) {
                assertEquals(0, server.shell("imc:destroyRoom " + room).code());
            }
        }
    }

    private static Map<Integer, Integer> asking(Flood eve) {
        try {
            return eve.askAll(IntStream.range(0, 60).mapToObj(i -> Flood.message("chat-15", "eve", "#history 100"))
                    .toList());
        } catch (Exception e) {
            throw new IllegalStateException("the server does not answer", e);
        }
    }

    /** Takes the next message, which is one that the room has kept. */
    private static void hearsOf(Phone phone, String name, String text) throws InterruptedException {
        SipText message = phone.next(20_000);
        assertNotNull(message, () -> phone.address() + " received nothing, expected: " + text);
        assertEquals("[" + name + " TIME]: " + text, message.bodyText().replaceFirst(" \\d\\d:\\d\\d]", " TIME]"));
    }

    @Test
    @DisplayName("who is banned, or may not come by himself, does not come in while what keeps him out is updated")
    void updated() throws Exception {
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort());
                Phone mallory = phone("mallory", "udp", server.sipPort())) {
            for (String room : List.of("chat-11", "chat-12")) {
                say(alice, room, "#create");
                say(alice, room, "#add bob");
            }
            say(alice, "chat-11", "#ban mallory");
            say(alice, "chat-12", "#set members_only on");
            for (String room : List.of("chat-11", "chat-12")) {
                Bundle bundle = server.bundle(room.equals("chat-11") ? "imc.room.moderation" : "imc.room.access");
                assertEquals(403, mallory.message(room, "#join").status());
                bundle.stop();
                assertEquals(503, mallory.message(room, "#join").status());
                say(bob, room, "meanwhile");
                say(mallory, "chat-7", "#join");
                say(mallory, "chat-7", "#leave");
                bundle.start();
                assertEquals(403, mallory.message(room, "#join").status());
            }
        }
    }

    @Test
    @DisplayName("a further language is a fragment of the bundle that speaks it")
    void language() throws Exception {
        Bundle host = server.bundle("imc.room.topic");
        Bundle italian = server.context().installBundle("test:italian", fragment("imc.room.topic",
                "imc/room/topic/internal/texts_it.properties", "none = Non c'\u00E8 alcun tema\n"));
        try (Phone alice = phone("alice", "udp", server.sipPort())) {
            refresh(host);
            say(alice, "chat-3", "#create");
            hears(alice, "*** Room was created");
            assertEquals("*** Non c'\u00E8 alcun tema", topic(alice, "it-IT, en;q=0.1"));
            assertEquals("*** Es gibt kein Thema", topic(alice, "de"));
            italian.uninstall();
            refresh(host);
            assertEquals("*** There is no topic", topic(alice, "it-IT, en;q=0.1"));
        } finally {
            if (italian.getState() != Bundle.UNINSTALLED) {
                italian.uninstall();
            }
        }
    }

    private static String topic(Phone phone, String languages) throws Exception {
        assertEquals(200, phone.message("chat-3", List.of("Content-Type: text/plain", "Accept-Language: " + languages),
                "#topic".getBytes(StandardCharsets.UTF_8)).status());
        return phone.next(20_000).bodyText();
    }

    private static InputStream fragment(String host, String path, String content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, host + ".it");
        manifest.getMainAttributes().putValue(Constants.FRAGMENT_HOST, host);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(path));
            jar.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayInputStream(out.toByteArray());
    }

    private static void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        server.context().getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
        server.awaitServices();
    }
}
