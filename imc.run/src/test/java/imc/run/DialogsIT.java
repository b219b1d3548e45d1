package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.NameAddress;
import imc.check.Phone;
import imc.check.SipText;
import imc.run.extension.Dialogs;
import imc.run.support.Certificate;
import imc.run.support.FelixServer;
import imc.run.support.FreePort;
import imc.run.support.SipSocket;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Applications of JAIN-SIP in the running server: somebody's own, and the conference event package. */
class DialogsIT {

    private static final String DOMAIN = "example.org";
    private static final int TLS_PORT = FreePort.next();

    private static Certificate certificate;
    private static FelixServer server;

    @BeforeAll
    static void start() {
        certificate = new Certificate();
        server = new FelixServer(conf -> { });
        server.configure("imc.transport.sip", Map.of("listen",
                "udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d, tls:127.0.0.1:%2$d".formatted(server.sipPort(), TLS_PORT),
                "tls_key_store", certificate.keyStore().toString(), "tls_key_store_password", Certificate.PASSWORD));
        server.awaitLog("Listening at tls:127.0.0.1:" + TLS_PORT);
    }

    @AfterAll
    static void stop() {
        server.close();
        certificate.close();
    }

    private static SSLContext trusted() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate.pem())) {
            keys.setCertificateEntry("imc", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static SipSocket socket(String transport) throws Exception {
        return transport.equals("tls") ? new SipSocket(TLS_PORT, trusted())
                : new SipSocket(transport, server.sipPort());
    }

    private static Bundle install() throws Exception {
        Bundle bundle = server.context().installBundle("test:dialogs", content());
        bundle.start();
        return bundle;
    }

    private static InputStream content() {
        return TestBundle.of("test.dialogs", Dialogs.class).content();
    }

    /** One who subscribes, and what he knows of his dialog. */
    private static final class Watcher {

        private final SipSocket socket;
        private final String transport;
        private final String user;
        private final String uri;
        private final String event;
        private final String callId = UUID.randomUUID().toString();
        private String to;
        private String target;
        private int sequence;

        Watcher(SipSocket socket, String transport, String user, String uri, String event) {
            this.socket = socket;
            this.transport = transport;
            this.user = user;
            this.uri = uri;
            this.event = event;
            this.to = '<' + uri + '>';
            this.target = uri;
        }

        SipText subscribe(String... more) throws IOException {
            List<String> lines = new ArrayList<>(List.of("From: <" + user + ">;tag=w", "To: " + to,
                    "Call-ID: " + callId, "CSeq: " + ++sequence + " SUBSCRIBE",
                    "Contact: <sip:w@" + socket.hostPort() + ";transport=" + transport + '>', "Event: " + event));
            lines.addAll(List.of(more));
            socket.send("SUBSCRIBE", target, lines, "");
            SipText answer = socket.receive();
            // Its NOTIFY may come first (RFC 6665 §4.1.2.4).
            while (!answer.isResponse()) {
                socket.answer(answer, 200);
                answer = socket.receive();
            }
            if (answer.status() == 200) {
                to = answer.header("To").orElseThrow();
                target = NameAddress.parse(answer.header("Contact").orElseThrow()).uri();
            }
            return answer;
        }

        /** The next NOTIFY but for retransmissions, answered. */
        SipText notified(int status) throws IOException {
            SipText notify = socket.receive();
            socket.answer(notify, status);
            assertTrue(notify.startLine().startsWith("NOTIFY sip:w@" + socket.hostPort()), notify::toString);
            assertEquals(callId, notify.header("Call-ID").orElseThrow());
            assertEquals(NameAddress.parse(to).parameters().get("tag"),
                    NameAddress.parse(notify.header("From").orElseThrow()).parameters().get("tag"));
            return notify;
        }

        SipText notified() throws IOException {
            return notified(200);
        }
    }

    private static String state(SipText notify) {
        return notify.header("Subscription-State").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    @DisplayName("an application of JAIN-SIP answers SUBSCRIBE, sends NOTIFYs in the dialog, and is swapped meanwhile")
    void application(String transport) throws Exception {
        Bundle bundle = install();
        try (SipSocket socket = socket(transport); Phone phone = new Phone("bob", DOMAIN, "tcp",
                new InetSocketAddress("127.0.0.1", server.sipPort()))) {
            Watcher watcher = new Watcher(socket, transport, "sip:alice@" + DOMAIN, "sip:bob@" + DOMAIN, "mood");
            assertEquals(200, watcher.subscribe("Expires: 600").status());
            assertEquals("fair", watcher.notified().bodyText());
            assertEquals(200, phone.request("MESSAGE", "sip:mood@" + DOMAIN, phone.address(),
                    List.of("Content-Type: text/plain"), "stormy".getBytes()).status());
            assertEquals("stormy", watcher.notified().bodyText());

            bundle.update(content());
            assertEquals("terminated", state(watcher.notified()));
            assertEquals(481, watcher.subscribe("Expires: 600").status());
            Watcher again = new Watcher(socket, transport, "sip:alice@" + DOMAIN, "sip:bob@" + DOMAIN, "mood");
            assertEquals(200, again.subscribe("Expires: 600").status());
            assertEquals("fair", again.notified().bodyText());
            assertEquals(200, again.subscribe("Expires: 0").status());
            assertEquals("terminated", state(again.notified()));

            Watcher other = new Watcher(socket, transport, "sip:alice@" + DOMAIN, "sip:bob@" + DOMAIN, "weather");
            SipText refused = other.subscribe();
            assertEquals(489, refused.status());
            String known = refused.all("Allow-Events").toString();
            assertTrue(known.contains("mood") && known.contains("conference"), known);
        } finally {
            bundle.uninstall();
        }
    }

    private static String user(String name) {
        return "sip:" + name + '@' + DOMAIN;
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    @DisplayName("a member sees who is in his room, and hears of each change; nobody else does")
    void conference(String transport) throws Exception {
        String room = "chat-seen-" + transport;
        InetSocketAddress sip = new InetSocketAddress("127.0.0.1", server.sipPort());
        try (SipSocket socket = socket(transport); Phone alice = new Phone("alice", DOMAIN, "tcp", sip);
                Phone bob = new Phone("bob", DOMAIN, "tcp", sip)) {
            assertEquals(200, alice.register(600).status());
            assertEquals(200, bob.register(600).status());
            assertEquals(404, new Watcher(socket, transport, user("alice"), user(room), "conference").subscribe()
                    .status());
            say(alice, room, "#create");
            hears(alice, "*** Room was created");
            assertEquals(403, new Watcher(socket, transport, user("bob"), user(room), "conference").subscribe()
                    .status());
            Watcher watcher = new Watcher(socket, transport, user("alice"), user(room), "conference");
            assertEquals(423, watcher.subscribe("Expires: 5").status());
            assertEquals(406, new Watcher(socket, transport, user("alice"), user(room), "conference")
                    .subscribe("Accept: text/plain").status());
            Watcher seeing = new Watcher(socket, transport, user("alice"), user(room), "conference;id=7");
            SipText accepted = seeing.subscribe("Accept: application/conference-info+xml", "Expires: 99999");
            assertEquals(200, accepted.status(), accepted::toString);
            assertEquals("3600", accepted.header("Expires").orElseThrow());
            SipText first = seeing.notified();
            assertTrue(state(first).startsWith("active;expires="), first::toString);
            assertEquals("conference;id=7", first.header("Event").orElseThrow());
            assertEquals("application/conference-info+xml", first.header("Content-Type").orElseThrow());
            assertTrue(first.bodyText().contains("entity=\"" + user(room) + "\" state=\"full\" version=\"0\""),
                    first::bodyText);
            assertTrue(first.bodyText().contains("<user entity=\"" + user("alice") + "\"")
                    && first.bodyText().contains("<entry>owner</entry>"), first::bodyText);

            say(bob, room, "#join");
            hears(bob, "*** [bob] has joined the room");
            SipText second = seeing.notified();
            assertTrue(second.bodyText().contains("version=\"1\"") && second.bodyText().contains(user("bob"))
                    && second.bodyText().contains("<user-count>2</user-count>"), second::bodyText);
            Watcher his = new Watcher(socket, transport, user("bob"), user(room), "conference");
            assertEquals(200, his.subscribe().status());
            his.notified();
            say(bob, room, "#leave");
            List<String> states = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                SipText notify = socket.receive();
                socket.answer(notify, 200);
                states.add(notify.header("Call-ID").orElseThrow().equals(his.callId) ? "bob " + state(notify)
                        : "alice " + notify.bodyText().contains("<user-count>1</user-count>"));
            }
            states.sort(null);
            assertEquals(List.of("alice true", "bob terminated;reason=rejected"), states);

            assertEquals(200, seeing.subscribe("Expires: 0").status());
            SipText last = seeing.notified();
            assertEquals("terminated;reason=timeout", state(last));
            Watcher brief = new Watcher(socket, transport, user("alice"), user(room), "conference");
            assertEquals(200, brief.subscribe("Expires: 0").status());
            SipText fetched = brief.notified();
            assertEquals("terminated;reason=timeout", state(fetched));
            assertTrue(fetched.bodyText().contains("<user-count>1</user-count>"), fetched::bodyText);

            Watcher end = new Watcher(socket, transport, user("alice"), user(room), "conference");
            assertEquals(200, end.subscribe().status());
            end.notified();
            say(alice, room, "#destroy");
            assertEquals("terminated;reason=noresource", state(end.notified()));
            assertEquals(200, alice.register(0).status());
            assertEquals(200, bob.register(0).status());
        }
    }

    /** Its users are in no other test: what is told of a failed copy comes when it comes. */
    @Test
    @DisplayName("a NOTIFY that is answered 481 ends the subscription, and who watches is told when the bundle goes")
    void ends() throws Exception {
        String room = "chat-ends";
        try (SipSocket socket = socket("udp"); Phone erin = new Phone("erin", DOMAIN, "tcp",
                new InetSocketAddress("127.0.0.1", server.sipPort()))) {
            assertEquals(200, erin.register(600).status());
            say(erin, room, "#create");
            hears(erin, "*** Room was created");
            Watcher gone = new Watcher(socket, "udp", user("erin"), user(room), "conference");
            assertEquals(200, gone.subscribe().status());
            gone.notified(481);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (gone.subscribe().status() != 481) {
                assertTrue(System.nanoTime() < deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            for (String bundle : List.of("imc.conference", "imc.sip.jain")) {
                Watcher watcher = new Watcher(socket, "udp", user("erin"), user(room), "conference");
                assertEquals(200, watcher.subscribe().status());
                watcher.notified();
                server.bundle(bundle).stop();
                assertEquals("terminated;reason=deactivated", state(watcher.notified()));
                assertEquals(503, new Watcher(socket, "udp", user("erin"), user(room), "conference").subscribe()
                        .status());
                server.bundle(bundle).start();
            }
            Watcher back = new Watcher(socket, "udp", user("erin"), user(room), "conference");
            assertEquals(200, back.subscribe().status());
            back.notified();
            server.bundle("imc.rooms").stop();
            server.bundle("imc.rooms").start();
            server.awaitServices();
            say(erin, room, "#invite frank");
            while (!back.notified().bodyText().contains("<user-count>1</user-count>")) {
                assertTrue(System.nanoTime() < deadline + TimeUnit.SECONDS.toNanos(50));
            }
            assertFalse(threads("imc.sip.jain").isEmpty());
            server.bundle("imc.sip.jain").stop();
            assertEquals(List.of(), threads("imc.sip.jain"));
            server.bundle("imc.sip.jain").start();
            assertEquals(200, erin.register(0).status());
        }
    }

    private static List<String> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name::equals).toList();
    }
}
