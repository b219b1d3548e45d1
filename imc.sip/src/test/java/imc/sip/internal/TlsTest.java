package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import imc.sip.wire.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS listening points, and connections to those of others. */
class TlsTest {

    private static final String ROOM = "sip:chat-1@example.com";
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
    @TempDir
    private Path directory;

    private void send(Server server, String text) {
        server.send(new Broadcast(SipAddress.parse(ROOM), List.of(BOB), Content.text(text), Map.of()),
                (sent, receiver, delivery) -> ended.add(delivery.result() + " " + delivery.status()));
    }

    private String outcome() throws InterruptedException {
        String outcome = ended.poll(10, TimeUnit.SECONDS);
        assertNotNull(outcome, "no outcome came");
        return outcome;
    }

    private static ServerSocket listen(Path own) throws IOException {
        return TestKeys.context(own, TestKeys.server()).getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    @DisplayName("messages come in over TLS, long ones too, and go out over the connection of a client")
    void inAndOut() throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of()));
                SipClient bob = server.client("tls")) {
            SipText answer = bob.ask(message(ROOM, "hi"));
            assertEquals(200, answer.status());
            assertTrue(answer.header("Via").startsWith("SIP/2.0/TLS 127.0.0.1:"), answer.header("Via"));
            assertEquals("hi", server.messages.remove().content().asText());
            assertEquals(200, bob.ask(message(ROOM, "x".repeat(60_000))).status());
            assertEquals(60_000, server.messages.remove().content().bytes().length);
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:1;transport=tls",
                    Optional.of(new Flow("tls", "127.0.0.1", bob.port())))));
            for (int i = 0; i < 300; i++) {
                send(server, "m" + i + "-".repeat(500));
            }
            for (int i = 0; i < 300; i++) {
                SipText copy = bob.take();
                assertTrue(copy.body().startsWith("m" + i + "-"), copy.body());
                assertTrue(copy.header("Via").startsWith("SIP/2.0/TLS 127.0.0.1:" + server.address("tls").getPort()));
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("several requests that come together with the end of the handshake are all answered")
    void atOnce() throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of()))) {
            for (int i = 0; i < 20; i++) {
                try (SipClient bob = server.client("tls")) {
                    bob.send(message(ROOM, "one").text(bob) + message(ROOM, "two").text(bob)
                            + message(ROOM, "three").text(bob));
                    for (String text : List.of("one", "two", "three")) {
                        assertEquals(200, bob.receive().status());
                        assertEquals(text, server.messages.remove().content().asText());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"sip:bob@127.0.0.1:$;transport=tls", "sips:bob@127.0.0.1:$"})
    @DisplayName("a contact on TLS is connected to, where its certificate is trusted and bears its name")
    void connects(String contact) throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of()));
                ServerSocket listening = listen(TestKeys.client())) {
            String uri = contact.replace("$", Integer.toString(listening.getLocalPort()));
            server.contacts.put(BOB, List.of(new Contact(uri, Optional.empty())));
            send(server, "one");
            try (SipClient bob = SipClient.accepted(listening)) {
                SipText copy = bob.take();
                assertEquals("MESSAGE " + uri + " SIP/2.0", copy.firstLine());
                assertEquals("DELIVERED 200", outcome());
                send(server, "two");
                assertEquals("two", bob.take().body());
                assertEquals("DELIVERED 200", outcome());
                send(server, "three");
                assertEquals("three", bob.receive().body());
            }
            try (SipClient bob = SipClient.accepted(listening)) {
                assertEquals("three", bob.take().body());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"stranger", "server"})
    @DisplayName("who is not trusted, or trusted under another name, gets nothing")
    void impostor(String who) throws Exception {
        Path shown = who.equals("server") ? TestKeys.server() : TestKeys.stranger();
        Path trusted = who.equals("server") ? TestKeys.client() : TestKeys.stranger();
        try (Server server = Server.start(Server.withTls(Map.of("tls_trust_store",
                trusted.toString()))); ServerSocket listening = listen(shown)) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + listening.getLocalPort()
                    + ";transport=tls", Optional.empty())));
            send(server, "secret");
            try (SipClient bob = SipClient.accepted(listening)) {
                assertEquals(-1, bob.octet());
            }
            assertEquals("UNREACHABLE 503", outcome());
        }
    }

    @Test
    @DisplayName("an outbound proxy on TLS gets everything")
    void proxy() throws Exception {
        try (ServerSocket listening = listen(TestKeys.client()); Server server = Server.start(Server.withTls(Map.of(
                "outbound_proxy", "sip:127.0.0.1:" + listening.getLocalPort() + ";transport=tls")))) {
            send(server, "hi");
            try (SipClient proxy = SipClient.accepted(listening)) {
                assertEquals("MESSAGE sip:bob@example.com SIP/2.0", proxy.take().firstLine());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    private static int status(Server server, SSLContext keys) {
        try (SipClient client = SipClient.tls(server.address("tls"), keys)) {
            return client.ask(message(ROOM, "hi")).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    @ParameterizedTest
    @CsvSource({"none, 200, 200, 200", "want, 200, 200, 0", "need, 0, 200, 0"})
    @DisplayName("tls_client_auth: who shows no certificate, a trusted one, or one that is not trusted")
    void clientAuth(String mode, int none, int trusted, int untrusted) throws IOException {
        try (Server server = Server.start(Server.withTls(Map.of("tls_client_auth", mode)))) {
            assertEquals(none, status(server, TestKeys.context(null, TestKeys.server())));
            assertEquals(trusted, status(server, TestKeys.context(TestKeys.client(), TestKeys.server())));
            // A client that finds no certificate of an authority that the server names shows none.
            int shown = status(server, TestKeys.context(TestKeys.stranger(), TestKeys.server()));
            assertTrue(shown == untrusted || shown == none, mode + ": " + shown);
        }
    }

    @Test
    @DisplayName("what is no TLS is hung up on, and the others go on")
    void noTls() throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of())); SipClient bob = server.client("tls");
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.address("tls").getPort())) {
            plain.getOutputStream().write(message(ROOM, "hi").text(bob).getBytes());
            plain.setSoTimeout(10_000);
            plain.getInputStream().readAllBytes();
            assertEquals(200, bob.ask(message(ROOM, "hi")).status());
        } catch (java.net.SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    @Test
    @DisplayName("keep-alives are answered, and what cannot be read is answered and hung up on, as over TCP")
    void unreadable() throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of())); SipClient bob = server.client("tls")) {
            bob.send("\r\n\r\n");
            assertEquals('\r', bob.octet());
            assertEquals('\n', bob.octet());
            bob.send(message(ROOM, "hi").text(bob).replace("Content-Length: 2", "X: y"));
            assertEquals(400, bob.receive().status());
            assertEquals(-1, bob.octet());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tls_key_store | /no/such/file | there is no such file",
        "tls_key_store_password | wrong | the password is wrong (tls_key_store_password)",
        "tls_key_store | EXPIRED | its certificate has expired",
        "tls_key_store | JUNK | it is neither PKCS12 nor JKS nor PEM",
        "tls_key_store | '' | listen has tls, which needs a certificate and its private key",
        "tls_trust_store | /no/such/file | there is no such file",
        "tls_trust_store_password | wrong | the password is wrong (tls_trust_store_password)"})
    @DisplayName("keys that cannot be used are refused in words that name key and value, never a password")
    void refused(String key, String value, String words) throws IOException {
        Path junk = Files.writeString(directory.resolve("junk"), "this is no key store at all, however long it may be");
        String used = value.replace("EXPIRED", TestKeys.expired().toString()).replace("JUNK", junk.toString());
        Map<String, Object> wrong = Server.withTls(Map.of(key, used));
        IOException refusal = assertThrows(IOException.class, () -> Server.start(wrong));
        assertTrue(refusal.getMessage().startsWith("imc.transport.sip: " + key.replace("_password", "") + " = '"),
                refusal.getMessage());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("'wrong'") || refusal.getMessage().contains(TestKeys.PASSWORD),
                refusal.getMessage());
        try (Server server = Server.start(Server.withTls(Map.of())); SipClient bob = server.client("tls")) {
            server.transport.modified(wrong);
            assertEquals(200, bob.ask(message(ROOM, "hi")).status());
            assertEquals(200, status(server, TestKeys.context(TestKeys.client(), TestKeys.server())));
        }
    }

    private static long days(Server server) {
        return Math.round((server.figure("sip_tls_expires") - Instant.now().getEpochSecond())
                / (double) TimeUnit.DAYS.toSeconds(1));
    }

    @Test
    @DisplayName("without keys there is no certificate that could expire")
    void none() throws Exception {
        try (Server server = Server.start(Map.of())) {
            assertEquals(0, server.figure("sip_tls_expires"));
        }
    }

    @Test
    @DisplayName("edited keys are in force for the next connection, and open ones stay")
    void reload() throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of())); SipClient bob = server.client("tls")) {
            assertEquals(200, bob.ask(message(ROOM, "hi")).status());
            assertEquals(90, days(server), "as keytool makes them");
            server.transport.modified(Server.withTls(Map.of("tls_key_store", TestKeys.stranger().toString())));
            assertEquals(10, days(server));
            assertEquals(0, status(server, TestKeys.context(TestKeys.client(), TestKeys.server())));
            assertEquals(200, status(server, TestKeys.context(TestKeys.client(), TestKeys.stranger())));
            assertEquals(200, bob.ask(message(ROOM, "hi")).status());
        }
    }

    @Test
    @DisplayName("a file of keys that is replaced is in force soon; one that cannot be used changes nothing")
    void renewed() throws Exception {
        Path file = Files.copy(TestKeys.server(), directory.resolve("renewed.p12"));
        try (Server server = Server.start(Server.withTls(Map.of("tls_key_store", file.toString())))) {
            assertEquals(90, days(server));
            Files.copy(TestKeys.stranger(), file, StandardCopyOption.REPLACE_EXISTING);
            server.turnUntil(Duration.ofSeconds(5), () -> days(server) == 10);
            assertEquals(200, status(server, TestKeys.context(TestKeys.client(), TestKeys.stranger())));
            Files.writeString(file, "junk");
            server.turnUntil(Duration.ofSeconds(5), () -> !server.transport.notInForce().isEmpty());
            assertTrue(server.transport.notInForce().get(0).endsWith("; the keys for TLS are what they were"));
            assertEquals(200, status(server, TestKeys.context(TestKeys.client(), TestKeys.stranger())));
            Files.copy(TestKeys.server(), file, StandardCopyOption.REPLACE_EXISTING);
            server.turnUntil(Duration.ofSeconds(5), () -> days(server) == 90);
            assertEquals(List.of(), server.transport.notInForce());
        }
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + type
                + "-----\n";
    }

    @Test
    @DisplayName("a private key that is not its certificate's is refused, as every handshake would fail")
    void another() throws Exception {
        KeyStore keys = KeyStore.getInstance(TestKeys.server().toFile(), TestKeys.PASSWORD.toCharArray());
        KeyStore other = KeyStore.getInstance(TestKeys.client().toFile(), TestKeys.PASSWORD.toCharArray());
        Path file = Files.writeString(directory.resolve("mixed.pem"),
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded())
                + pem("PRIVATE KEY", other.getKey("client", TestKeys.PASSWORD.toCharArray()).getEncoded()));
        Map<String, Object> configuration = new HashMap<>(Server.withTls(Map.of("tls_key_store", file.toString())));
        configuration.remove("tls_key_store_password");
        String said = assertThrows(IOException.class, () -> Server.start(configuration)).getMessage();
        assertTrue(said.contains("its private key is not that of its certificate"), said);
    }

    @Test
    @DisplayName("keys and certificates may be PEM files")
    void pem() throws Exception {
        KeyStore keys = KeyStore.getInstance(TestKeys.server().toFile(), TestKeys.PASSWORD.toCharArray());
        Path own = Files.writeString(directory.resolve("server.pem"), "a comment\n"
                + pem("CERTIFICATE", keys.getCertificate("server").getEncoded())
                + pem("PRIVATE KEY", keys.getKey("server", TestKeys.PASSWORD.toCharArray()).getEncoded()));
        KeyStore client = KeyStore.getInstance(TestKeys.client().toFile(), TestKeys.PASSWORD.toCharArray());
        Path trusted = Files.writeString(directory.resolve("ca.pem"),
                pem("CERTIFICATE", client.getCertificate("client").getEncoded()));
        Map<String, Object> configuration = new HashMap<>(Server.withTls(Map.of("tls_key_store", own.toString(),
                "tls_trust_store", trusted.toString(), "tls_client_auth", "need")));
        configuration.remove("tls_key_store_password");
        configuration.remove("tls_trust_store_password");
        try (Server server = Server.start(configuration)) {
            assertEquals(200, status(server, TestKeys.context(TestKeys.client(), TestKeys.server())));
        }
    }

    @Test
    @DisplayName("a sips address is served over TLS alone")
    void sips() throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of())); SipClient tls = server.client("tls");
                SipClient udp = server.client("udp"); SipClient tcp = server.client("tcp")) {
            assertEquals(200, tls.ask(message("sips:chat-1@example.com", "hi")).status());
            assertEquals(403, udp.ask(message("sips:chat-1@example.com", "hi")).status());
            assertEquals(403, tcp.ask(message("sips:chat-1@example.com", "hi")).status());
            assertEquals(200, tls.ask(request("OPTIONS", "sip:h")).status());
        }
    }
}
