package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.FelixServer;
import imc.run.support.FreePort;
import imc.run.support.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where management by HTTP listens, and whom its configuration lets in. */
class HttpConfigurationIT {

    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final String VERSION = "{\"jsonrpc\":\"2.0\",\"method\":\"version\",\"id\":1}";

    private final int port = FreePort.next();
    private final Http http = new Http(port);
    private FelixServer server;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("without configuration nothing listens and no token is made")
    void off() throws Exception {
        server = new FelixServer();
        assertFalse(server.status().out().contains("management"), server.status().out());
        assertEquals(null, server.context().getAllServiceReferences(
                "org.osgi.service.servlet.runtime.HttpServiceRuntime", null));
        assertFalse(Files.exists(server.data().resolve("http.token")));
    }

    @Test
    @DisplayName("beyond this machine it listens only with a token or a password, and says so; chat does not mind")
    void beyond() throws Exception {
        server = new FelixServer(conf -> conf.write("imc.mi.http", Map.of("listen", "0.0.0.0:" + port)));
        awaitStatus("imc.mi.http: not listening at http://0.0.0.0:" + port + ": neither token nor password is set");
        assertThrows(ConnectException.class, http::connect);
        server.conf().write("imc.mi.http", Map.of("listen", "0.0.0.0:" + port, "token", TOKEN));
        awaitStatus("management at http://0.0.0.0:" + port + "/RPC");
        assertEquals(200, http.bearing(TOKEN).post("/RPC", VERSION).status());
        server.conf().remove("imc.mi.http");
        server.awaitLog("Management by HTTP has ended");
        assertThrows(ConnectException.class, http::connect);
    }

    @Test
    @DisplayName("on this machine a token is made; another one takes its place while clients stay connected")
    void ownToken() throws Exception {
        server = new FelixServer(conf -> conf.write("imc.mi.http", Map.of("listen", "127.0.0.1:" + port)));
        awaitStatus("management at http://127.0.0.1:" + port + "/RPC");
        String made = Files.readString(server.data().resolve("http.token")).strip();
        assertEquals(200, http.bearing(made).post("/RPC", VERSION).status());
        server.conf().write("imc.mi.http", Map.of("listen", "127.0.0.1:" + port, "token", TOKEN));
        await(() -> http.bearing(TOKEN).post("/RPC", VERSION).status() == 200);
        assertNotEquals(200, http.bearing(made).post("/RPC", VERSION).status());
        assertEquals(1, server.log().lines().filter(line -> line.contains("Management by HTTP listens")).count());
    }

    @Test
    @DisplayName("that somebody has the port is said, and once it is free it is used")
    void takenPort() throws Exception {
        try (ServerSocket somebody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertTrue(somebody.isBound());
            server = new FelixServer(conf -> conf.write("imc.mi.http", Map.of("listen", "127.0.0.1:" + port)));
            awaitStatus("imc.mi.http: not listening at http://127.0.0.1:" + port + ": Address already");
        }
        awaitStatus("management at http://127.0.0.1:" + port + "/RPC");
    }

    private void awaitStatus(String text) {
        await(() -> server.status().out().contains(text));
    }

    private interface Condition {

        boolean holds() throws IOException;
    }

    private void await(Condition condition) {
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
