package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.check.Mismatch;
import imc.check.Performance;
import imc.check.Phone;
import imc.check.Target;
import imc.check.Transcript;
import imc.check.TranscriptReader;
import imc.run.extension.History;
import imc.run.extension.Mute;
import imc.run.support.FelixServer;
import imc.run.support.TestBundle;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

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
}
