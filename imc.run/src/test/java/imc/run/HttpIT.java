package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.extension.Greet;
import imc.run.support.FelixServer;
import imc.run.support.FreePort;
import imc.run.support.Http;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** Management by HTTP, as a client has it, and as somebody who is none. */
class HttpIT {

    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final String VERSION = "{\"jsonrpc\":\"2.0\",\"method\":\"version\",\"id\":1}";

    private static final int PORT = FreePort.next();

    private static FelixServer server;

    private final Http http = new Http(PORT);
    private final Http client = http.bearing(TOKEN);

    @BeforeAll
    static void start() {
        server = new FelixServer(conf -> conf.write("imc.mi.http",
                Map.of("listen", "127.0.0.1:" + PORT, "token", TOKEN)));
        awaitListening();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("rooms and members are listed by /RPC and /mi, in any spelling, as the members are in the room")
    void lists() throws Exception {
        try (Phone alice = phone("alice", "tcp", server.sipPort()); Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-lunch", "#create");
            say(bob, "chat-lunch", "#join");
            for (String method : List.of("imc_list_members", "imc.list_members", "imc:list_members")) {
                String call = "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{\"room\":\"chat-lunch\"},"
                        + "\"id\":\"a\"}";
                for (String path : List.of("/RPC", "/mi")) {
                    Http.Answer answer = client.post(path, call);
                    assertEquals(200, answer.status(), answer.body());
                    assertTrue(answer.body().startsWith("{\"jsonrpc\":\"2.0\",\"result\":{\"room\":"
                            + "\"sip:chat-lunch@127.0.0.1\",\"members\":[{\"user\":\"sip:alice@"), answer.body());
                    assertTrue(answer.body().endsWith("],\"count\":2},\"id\":\"a\"}"), answer.body());
                }
            }
        }
    }

    @Test
    @DisplayName("an error has the HTTP status 400, 404 or 500 by /RPC, 200 by /mi; only JSON that is POSTed is read")
    void errors() throws Exception {
        String noRoom = "{\"jsonrpc\":\"2.0\",\"method\":\"imc_list_members\",\"params\":[\"chat-x\"],\"id\":1}";
        assertEquals(404, client.post("/RPC", noRoom).status());
        assertEquals(200, client.post("/mi", noRoom).status());
        assertEquals(client.post("/RPC", noRoom).body(), client.post("/mi", noRoom).body());
        assertTrue(client.post("/mi", noRoom).body().contains("\"error\":{\"code\":404,"));
        assertEquals(500, client.post("/RPC", VERSION.replace("version", "nope")).status());
        assertEquals(400, client.post("/RPC", VERSION.replace("\"id\"", "\"params\":{\"a\":1},\"id\"")).status());
        assertEquals(400, client.post("/RPC", "{").status());
        assertEquals(204, client.post("/RPC", VERSION.replace(",\"id\":1", "")).status());
        assertEquals(202, client.post("/mi", VERSION.replace(",\"id\":1", "")).status());
        assertEquals(200, client.post("/RPC", "[" + VERSION + "]").status());
        assertEquals(405, client.get("/RPC").status());
        assertEquals(405, client.send("PUT", "/mi", VERSION).status());
        assertEquals(405, client.send("OPTIONS", "/RPC", "").status());
        assertEquals(415, client.with("Content-Type", "text/plain").post("/RPC", VERSION).status());
        Http form = client.with("Content-Type", "application/x-www-form-urlencoded");
        assertEquals(415, form.post("/mi", VERSION).status());
        assertEquals(413, client.post("/RPC", " ".repeat(65_537)).status());
        assertEquals(404, client.post("/", VERSION).status());
    }

    @Test
    @DisplayName("who shows no token, comes by another's name or from another's page is not let in, wherever he goes")
    void strangers() throws Exception {
        assertEquals(200, client.post("/RPC", VERSION).status());
        for (String path : List.of("/RPC", "/mi", "/", "/nothing", "/RPC/../mi", "/%52PC")) {
            assertEquals(401, http.post(path, VERSION).status(), path);
            assertEquals(421, client.with("Host", "evil.example:" + PORT).post(path, VERSION).status(), path);
            assertEquals(403, client.with("Origin", "http://evil.example").post(path, VERSION).status(), path);
        }
        assertEquals(400, client.post("//RPC", VERSION).status());
        assertEquals(400, client.with("Host", "").post("/RPC", VERSION).status());
        assertEquals(200, client.with("Origin", "http://127.0.0.1:" + PORT).post("/RPC", VERSION).status());
        assertEquals(403, client.with("Origin", "http://127.0.0.1:" + PORT + "\r\nOrigin: http://evil.example")
                .post("/RPC", VERSION).status());
        assertTrue(http.get("/RPC").head().contains("WWW-Authenticate: Basic realm=\"imc\""));
    }

    @Test
    @DisplayName("a wrong token a thousand times is counted, told of once, and keeps nobody out who has the right one")
    void guesses() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            statuses.add(http.bearing("guess-number-" + i).post("/RPC", VERSION).status());
        }
        assertEquals(10, statuses.stream().filter(status -> status == 401).count());
        assertEquals(990, statuses.stream().filter(status -> status == 429).count());
        assertEquals(200, client.post("/RPC", VERSION).status());
        String figures = server.shell("imc:getStatistics http:").out();
        assertTrue(figures.matches("(?s).*refused\\{reason=wrong} +10 .*"), figures);
        assertTrue(figures.matches("(?s).*refused\\{reason=limited} +990 .*"), figures);
        assertEquals(1, server.log().lines().filter(line -> line.contains("wrong passwords or tokens")).count());
        assertFalse(server.log().contains("guess-number"));
        assertFalse(server.log().contains(TOKEN));
        assertFalse(server.shell("imc:config imc.mi.http").out().contains(TOKEN));
    }

    @Test
    @DisplayName("a thousand idle connections, and some that bring their headers by the byte, disturb nobody")
    void crowd() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (Phone alice = phone("alice", "tcp", server.sipPort()); Phone bob = phone("bob", "udp", server.sipPort())) {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = http.connect();
                idle.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write("POST /RPC HTTP/1.1\r\nHost: 127.0.".getBytes());
                }
            }
            assertEquals(200, client.post("/RPC", VERSION).status());
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            say(bob, "chat-1", "#join");
            say(bob, "chat-1", "Who is here?");
            await(() -> connections(client) <= 256);
            assertEquals(200, client.post("/RPC", VERSION).status());
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("who asks for pages that are open to all, again and again, and reads nothing, holds up nobody")
    void readsNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket();
                silent.add(socket);
                socket.setReceiveBufferSize(2_048);
                socket.connect(new InetSocketAddress("127.0.0.1", PORT));
                socket.getOutputStream().write(("GET /console/uplot/uPlot.iife.min.js HTTP/1.1\r\n"
                        + "Host: localhost\r\n\r\n").repeat(50).getBytes());
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(200, assertTimeoutPreemptively(Duration.ofSeconds(15),
                        () -> client.post("/RPC", VERSION).status()));
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        await(() -> connections(client) < 5);
        assertFalse(server.log().contains("Exception while processing"), server.log());
    }

    private static long connections(Http client) throws IOException {
        String answer = client.post("/RPC", "{\"jsonrpc\":\"2.0\",\"method\":\"get_statistics\","
                + "\"params\":[\"http_connections\"],\"id\":1}").body();
        return Long.parseLong(answer.replaceAll(".*\"value\":(\\d+).*", "$1"));
    }

    @Test
    @DisplayName("whatever it needs may be updated: it answers 503 or listens no more, and is there again")
    void updates() throws Exception {
        Bundle dispatcher = server.bundle("imc.mi");
        dispatcher.stop();
        Http.Answer away = client.post("/RPC", VERSION);
        assertEquals(503, away.status(), away.body());
        dispatcher.start();
        await(() -> client.post("/RPC", VERSION).status() == 200);
        Bundle jetty = server.bundle("org.apache.felix.http.jetty12");
        jetty.stop();
        awaitStatus("the bundle org.apache.felix.http.jetty12 does not run");
        assertThrows(ConnectException.class, http::connect);
        jetty.start();
        awaitListening();
        assertEquals(200, client.post("/RPC", VERSION).status());
        Bundle ours = server.bundle("imc.mi.http");
        ours.stop();
        assertThrows(ConnectException.class, http::connect);
        ours.start();
        awaitListening();
        assertEquals(200, client.post("/RPC", VERSION).status());
    }

    @Test
    @DisplayName("a management command of one class, in a bundle of somebody else's, is there at once")
    void extension() throws Exception {
        Bundle bundle = server.context().installBundle("test:greet",
                TestBundle.of("test.greet", Greet.class).content());
        bundle.start();
        assertEquals("{\"jsonrpc\":\"2.0\",\"result\":{\"greeting\":\"Hello Bob\"},\"id\":1}", client.post("/RPC",
                "{\"jsonrpc\":\"2.0\",\"method\":\"test_greet\",\"params\":{\"name\":\"Bob\"},\"id\":1}").body());
    }

    @Test
    @DisplayName("health: without a token a word only; ready is 503 while there is no store, "
            + "and 200 again; why, with it")
    void health() throws Exception {
        await(() -> http.get("/health/ready").status() == 200);
        for (String path : List.of("/health/live", "/health/ready")) {
            Http.Answer answer = http.get(path);
            assertTrue(List.of("OK", "WARN").contains(answer.body().strip()), answer.body());
            assertFalse(answer.head().contains("Access-Control"), answer.head());
            assertEquals(401, http.post(path, "{}").status());
            assertEquals(404, http.get(path + "/more").status());
            assertEquals(421, http.with("Host", "evil.example:" + PORT).get(path).status());
        }
        assertEquals(401, http.get("/health").status());
        assertEquals(401, http.get("/health/").status());
        assertEquals(401, http.get("/health/live/../../health").status());
        Http.Answer well = client.get("/health");
        assertEquals(200, well.status(), well.body());
        for (String name : List.of("certificate", "memory", "server", "threads", "work")) {
            assertTrue(well.body().contains("{\"name\":\"" + name + "\",\"status\":"), well.body());
        }
        Bundle store = server.bundle("imc.store.jpa");
        store.stop();
        try {
            await(() -> http.get("/health/ready").status() == 503);
            assertEquals("CRITICAL", http.get("/health/ready").body().strip());
            assertEquals(200, http.get("/health/live").status());
            Http.Answer ill = client.get("/health");
            assertEquals(503, ill.status(), ill.body());
            assertTrue(ill.body().contains("{\"name\":\"server\",\"status\":\"CRITICAL\",\"says\":[\""), ill.body());
            assertTrue(ill.body().contains("store"), ill.body());
        } finally {
            store.start();
        }
        await(() -> http.get("/health/ready").status() == 200);
    }

    private static void awaitListening() {
        awaitStatus("management at http://127.0.0.1:" + PORT + "/RPC");
    }

    private static void awaitStatus(String text) {
        await(() -> server.status().out().contains(text));
    }

    private interface Condition {

        boolean holds() throws IOException;
    }

    private static void await(Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (!condition.holds()) {
                assertTrue(System.nanoTime() < deadline, () -> "It does not come true: " + server.status());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
