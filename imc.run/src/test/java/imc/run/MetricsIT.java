package imc.run;

import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.support.Debian;
import imc.run.support.FelixServer;
import imc.run.support.FreePort;
import imc.run.support.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of figures, as a program of Prometheus' sees it. */
class MetricsIT {

    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final int PORT = FreePort.next();
    private static final Http HTTP = new Http(PORT).bearing(TOKEN);
    private static FelixServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new FelixServer(conf -> conf.write("imc.mi.http",
                Map.of("listen", "127.0.0.1:" + PORT, "token", TOKEN)));
        await(() -> server.status().out().contains("management at"));
        try (Phone alice = phone("alice", "tcp", server.sipPort())) {
            say(alice, "chat-metrics", "#create");
            say(alice, "chat-metrics", "Hello?");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("the figures are those of the management commands, in the text format or as OpenMetrics")
    void page() throws IOException {
        Http.Answer text = HTTP.get("/metrics");
        assertEquals(200, text.status());
        assertTrue(text.head().contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8"), text.head());
        assertTrue(text.body().contains("\nimc_active_rooms 1.0\n"), text.body());
        assertTrue(text.body().contains("\nimc_messages_total{outcome=\"ok\"} 1.0\n"), text.body());
        assertTrue(text.body().contains("\nimc_usrloc_registered_users "), text.body());
        Http.Answer open = HTTP.with("Accept", "application/openmetrics-text;version=1.0.0").get("/metrics");
        assertTrue(open.head().contains("\r\nContent-Type: application/openmetrics-text; version=1.0.0"), open.head());
        assertTrue(open.body().endsWith("\n# EOF\n"), open.body());
        for (String accept : List.of("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                + "encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.2",
                "application/openmetrics-text;q=0,text/plain")) {
            Http.Answer plain = HTTP.with("Accept", accept).get("/metrics");
            assertTrue(plain.head().contains("\r\nContent-Type: text/plain; version=0.0.4"), plain.head());
        }
        assertEquals(401, new Http(PORT).get("/metrics").status());
        assertEquals(405, HTTP.post("/metrics", "{}").status());
    }

    @Test
    @DisplayName("promtool has nothing to say against the page")
    void promtool(@TempDir Path directory) throws Exception {
        Debian.assume("promtool", "prometheus");
        Path page = Files.writeString(directory.resolve("page"), HTTP.get("/metrics").body());
        Process promtool = new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
                .redirectInput(page.toFile()).redirectErrorStream(true).start();
        String said = new String(promtool.getInputStream().readAllBytes());
        assertEquals("", said);
        assertEquals(0, promtool.waitFor());
    }

    @Test
    @DisplayName("a Prometheus takes the figures from it")
    void prometheus(@TempDir Path directory) throws Exception {
        Debian.assume("prometheus", "prometheus");
        int port = FreePort.next();
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: imc
                    scrape_interval: 1s
                    authorization: {credentials: %s}
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(TOKEN, PORT));
        Process prometheus = new ProcessBuilder("/usr/bin/prometheus", "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        try {
            Http api = new Http(port);
            await(() -> asked(api, "imc_active_rooms").contains("\"job\":\"imc\"},\"value\":["));
            String answer = asked(api, "imc_active_rooms");
            assertTrue(answer.contains(",\"1\"]"), answer);
        } finally {
            prometheus.destroy();
            assertTrue(prometheus.waitFor(60, TimeUnit.SECONDS));
        }
    }

    private static String asked(Http api, String query) {
        try {
            return api.get("/api/v1/query?query=" + query).body();
        } catch (IOException e) {
            return ""; // it does not listen yet
        }
    }

    private interface Condition {

        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "It does not come true");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
