package imc.script.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.script.RequestActions;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptSubject;
import imc.test.kit.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPostTest {

    private final LogLines lines = new LogLines();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile long now;
    private Web web;
    private HttpPost post;

    @BeforeEach
    void open() throws IOException {
        web = new Web();
        post = post(Map.of());
    }

    private HttpPost post(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("allowed", web.url("/hook/"));
        return new HttpPost(all, new Lane.Work(() -> now, time -> {
            pauses.add(time);
            return CompletableFuture.completedFuture(null);
        }, lines.logger()));
    }

    @AfterEach
    void close() {
        post.deactivate();
        web.close();
    }

    private record Call(boolean isTrial, String... arguments) implements ScriptCall {

        @Override
        public ScriptSubject subject() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int count() {
            return arguments.length;
        }

        @Override
        public String text(int index) {
            return arguments[index];
        }

        @Override
        public long number(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<RequestActions> request() {
            return Optional.empty();
        }
    }

    /** The return code, which is there at once. */
    private int call(String... arguments) {
        CompletableFuture<Integer> code = post.call(new Call(false, arguments)).toCompletableFuture();
        assertTrue(code.isDone());
        return code.join();
    }

    private long figure(String name) {
        return post.statistics().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().value();
    }

    private void await(String name, long value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (figure(name) != value) {
            assertTrue(System.nanoTime() < end, () -> name + " is " + figure(name) + ": " + lines.all);
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("a body is sent as text, or as what the script says, and the script does not wait")
    void sent() throws Exception {
        assertEquals(1, call(web.url("/hook/a?b=c"), "Grüße"));
        assertEquals("POST /hook/a?b=c text/plain; charset=utf-8 Grüße", web.hears());
        assertEquals(1, call(web.url("/hook/"), "{}", "application/json"));
        assertEquals("POST /hook/ application/json {}", web.hears());
        await("done", 2);
        assertEquals(List.of(), lines.all);
    }

    @ParameterizedTest
    @DisplayName("nothing is sent to where the configuration does not allow it, however it is spelled")
    @ValueSource(strings = {
        "WEB/", "WEB/hook", "WEB/hookah/", "WEB/hook/../admin", "WEB/hook/%2e%2E/admin", "WEB/hook/.%2e/admin",
        "WEB/hook/..;/admin", "WEB/hook/..", "WEB/hook/./a", "WEB/hook//admin", "WEB/hook/a%2fb", "WEB/hook/a%5cb",
        "WEB/hook/a b", "WEB/hook/a\nb", "WEB/hook/#a", "WEB@example.com/hook/", "WEB.example.com/hook/",
        "http://127.0.0.1/hook/", "http://user@127.0.0.1/hook/", "https://127.0.0.1:80/hook/", "file:///etc/passwd",
        "ftp://127.0.0.1/hook/", "//127.0.0.1/hook/", "/hook/", "", "http:/hook/", "http://[::1]/hook/", "mailto:a@b",
    })
    void refused(String url) {
        String there = url.replace("WEB", web.url(""));
        assertEquals(-1, call(there, "body"));
        assertEquals(-1, call(there, "body"));
        assertEquals(2, figure("refused"));
        assertEquals(1, lines.all.size(), "it is said once");
        assertTrue(lines.all.get(0).startsWith("ERROR http_post has sent nothing: "), lines.all::toString);
        assertTrue(lines.all.get(0).indexOf('\n') < 0);
        assertNull(web.heard.poll());
    }

    @Test
    @DisplayName("without a configuration nothing is sent, and the log says what is missing")
    void nothing() {
        post = post(Map.of("allowed", ""));
        assertEquals(-1, call(web.url("/hook/"), "body"));
        assertEquals(List.of("ERROR http_post has sent nothing: " + web.url("/hook/")
                + " is not allowed; allowed (imc.script.http) is: nothing. It is said once"), lines.all);
    }

    @Test
    @DisplayName("a URL without a slash at its end allows itself, with any query; one without a path a host")
    void exact() throws Exception {
        post = post(Map.of("allowed", web.url("/one") + ", http://other.example.com"));
        assertEquals(1, call(web.url("/one?a=1"), "body"));
        assertEquals("POST /one?a=1 text/plain; charset=utf-8 body", web.hears());
        assertEquals(-1, call(web.url("/one/two"), "body"));
        assertTrue(Allowed.of("HTTP://Other.example.com")
                .admits(Allowed.read("http://other.EXAMPLE.com:80/any/thing")));
    }

    @Test
    @DisplayName("a redirection is not followed: it might lead anywhere")
    void redirection() throws Exception {
        web.answers.add(307);
        call(web.url("/hook/"), "body");
        await("failures", 1);
        web.hears();
        assertNull(web.heard.poll());
        assertTrue(lines.all.get(0).contains(": it was answered 307; "), lines.all::toString);
    }

    @Test
    @DisplayName("a server that hangs holds up no other, and is given up in time; what fails is told once, and its end")
    void hangs() throws Exception {
        try (Web other = new Web()) {
            post = post(Map.of("timeout", "300", "max_connections", "2",
                    "allowed", web.url("/") + " " + other.url("/")));
            web.answers.addAll(List.of(Web.HANG, Web.HANG, Web.HANG));
            for (int i = 0; i < 3; i++) {
                assertEquals(1, call(web.url("/"), "hangs"));
            }
            assertEquals(1, call(other.url("/"), "goes"));
            assertEquals("POST / text/plain; charset=utf-8 goes", other.hears());
            await("failures", 3);
            assertEquals(List.of("WARN http_post to " + web.url("") + ": no answer within 300 ms; what else fails"
                    + " there, until it works again, is counted only (http_post:failures)"), lines.all);
            assertEquals(1, call(web.url("/"), "again"));
            await("done", 2);
            assertEquals("INFO http_post to " + web.url("") + " works again", lines.all.get(1));
        }
    }

    @Test
    @DisplayName("no more is under way at a time than may be, and no more waits")
    void bounds() throws Exception {
        post = post(Map.of("max_connections", "1", "max_waiting", "2", "max_body", "10"));
        web.answers.add(Web.HANG);
        assertEquals(1, call(web.url("/hook/"), "1"));
        web.hears();
        assertEquals(1, call(web.url("/hook/"), "2"));
        assertEquals(1, call(web.url("/hook/"), "3"));
        assertEquals(-1, call(web.url("/hook/"), "4"));
        assertEquals(1, figure("overflows"));
        assertEquals(1, figure("running"));
        assertEquals(2, figure("waiting"));
        assertEquals(Map.of("http_posts", 3L), post.inFlight());
        assertEquals(-1, call(web.url("/hook/"), "12345678901"));
        assertEquals(1, figure("refused"));
        assertTrue(lines.all.contains("ERROR http_post has sent nothing: the body has 11 bytes; allowed (max_body in"
                + " imc.script.http) are 10. It is said once"), lines.all::toString);
        now += Lane.STALE.toNanos() + 1;
        assertEquals(-1, call(web.url("/hook/"), "5"));
        web.free.countDown();
        await("failures", 3);
        assertEquals(0, figure("waiting"), "what has waited for more than a minute is given up");
        assertNull(web.heard.poll());
    }

    @Test
    @DisplayName("what waits is sent in its order when the one before has ended")
    void order() throws Exception {
        post = post(Map.of("max_connections", "1"));
        for (int i = 0; i < 50; i++) {
            call(web.url("/hook/"), String.valueOf(i));
        }
        for (int i = 0; i < 50; i++) {
            assertEquals("POST /hook/ text/plain; charset=utf-8 " + i, web.hears());
        }
        await("done", 50);
    }

    @Test
    @DisplayName("in a trial nothing is sent, and nothing refused")
    void trial() throws Exception {
        for (String url : List.of(web.url("/hook/"), "http://elsewhere.example/")) {
            assertEquals(1, post.call(new Call(true, url, "tried")).toCompletableFuture().getNow(null));
        }
        assertEquals(0, figure("refused"));
        call(web.url("/hook/"), "meant");
        assertEquals("POST /hook/ text/plain; charset=utf-8 meant", web.hears());
        await("done", 1);
        assertEquals(0, figure("running") + figure("waiting"));
        assertNull(web.heard.poll());
    }

    @Test
    @DisplayName("without retries something is sent once")
    void once() throws Exception {
        web.answers.add(503);
        call(web.url("/hook/"), "body");
        await("failures", 1);
        web.hears();
        assertNull(web.heard.poll());
        assertEquals(List.of(), pauses);
    }

    @Test
    @DisplayName("it is sent again as often as the configuration says, and never more, where that may help")
    void retries() throws Exception {
        post = post(Map.of("retries", "2"));
        web.answers.addAll(List.of(503, 429));
        call(web.url("/hook/"), "body");
        await("done", 1);
        assertEquals(2, figure("retries"));
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses);
        web.heard.clear();
        web.answers.addAll(List.of(500, 502, 504));
        call(web.url("/hook/"), "body");
        await("failures", 1);
        assertEquals(3, web.heard.size());
        web.answers.add(404);
        call(web.url("/hook/"), "body");
        await("failures", 2);
        assertEquals(4, web.heard.size(), "the same would be answered the same");
    }

    @Test
    @DisplayName("where nobody listens, that is a failure as any other")
    void nobody() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        post = post(Map.of("retries", "1", "allowed", "http://127.0.0.1:" + port));
        assertEquals(1, call("http://127.0.0.1:" + port + "/hook", "body"));
        await("failures", 1);
        assertEquals(1, figure("retries"));
        assertTrue(lines.all.get(0).contains("ConnectException"), lines.all::toString);
    }

    @Test
    @DisplayName("an answer without end is cut")
    void endless() throws Exception {
        web.answers.add(Web.ENDLESS);
        call(web.url("/hook/"), "body");
        await("done", 1);
        assertTrue(web.cut.await(20, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("the connection of what was not answered in time is closed")
    void closes() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            post = post(Map.of("timeout", "200", "allowed", "http://127.0.0.1:" + silent.getLocalPort()));
            call("http://127.0.0.1:" + silent.getLocalPort(), "body");
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                assertTrue(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .startsWith("POST / HTTP/1.1\r\n"));
            }
            await("failures", 1);
        }
    }

    @Test
    @DisplayName("a type that cannot be one is refused")
    void type() {
        assertEquals(-1, call(web.url("/hook/"), "body", "text/plain\r\nX-Evil: 1"));
        assertEquals(1, figure("refused"));
    }

    @Test
    @DisplayName("at the end what is under way is given up, no thread of ours is left, and nothing is taken any more")
    void end() throws Exception {
        post = post(Map.of("max_connections", "1"));
        web.answers.add(Web.HANG);
        call(web.url("/hook/"), "1");
        call(web.url("/hook/"), "2");
        web.hears();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("imc-script-http")).findFirst().orElseThrow();
        post.deactivate();
        thread.join(20_000);
        assertTrue(!thread.isAlive());
        assertEquals(2, figure("failures"));
        assertEquals(List.of("WARN http_post to " + web.url("") + " ends; so many were not sent, or not answered: 2"),
                lines.all);
        assertEquals(-1, call(web.url("/hook/"), "3"));
        web.free.countDown();
        assertNull(web.heard.poll());
    }

    @Test
    @DisplayName("a host that is no longer allowed is sent nothing more; a value that is wrong leaves the old one")
    void modified() throws Exception {
        call(web.url("/hook/"), "body");
        web.hears();
        post.modified(Map.of("allowed", "ftp://example.com/", "timeout", "99", "retries", "6"));
        assertEquals(3, lines.all.size(), lines.all::toString);
        assertTrue(lines.all.get(0).contains("imc.script.http: "), lines.all::toString);
        assertEquals(1, call(web.url("/hook/"), "body"));
        web.hears();
        await("done", 2);
        post.modified(Map.of("allowed", "http://example.com/"));
        assertEquals(-1, call(web.url("/hook/"), "body"));
    }
}
