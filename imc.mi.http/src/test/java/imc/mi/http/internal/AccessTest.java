package imc.mi.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.mi.http.internal.Credentials.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
class AccessTest {

    private static final String TOKEN = "a-token-of-some-length";
    private final Credentials credentials = new Credentials(TOKEN, "alice", "Rüdiger:10");

    @Test
    @DisplayName("a token is shown as a bearer's, or as the password of any name; a password with its user")
    void shown() {
        assertEquals(Verdict.TOKEN, credentials.of("Bearer " + TOKEN));
        assertEquals(Verdict.TOKEN, credentials.of("bearer  " + TOKEN));
        assertEquals(Verdict.TOKEN, credentials.of(basic("anybody:" + TOKEN)));
        assertEquals(Verdict.PASSWORD, credentials.of(basic("alice:Rüdiger:10")));
        assertEquals(Verdict.NONE, credentials.of(null));
    }

    @ParameterizedTest
    @DisplayName("nothing else is right")
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer a-token-of-some-lengt", "Bearer a-token-of-some-length2",
        "Basic", "Basic ====", "Basic :", "Digest x", "a-token-of-some-length"})
    void wrong(String header) {
        assertEquals(Verdict.WRONG, credentials.of(header));
    }

    @Test
    @DisplayName("an empty token or password, or none that is configured, lets nobody in")
    void empty() {
        Credentials none = new Credentials("", "imc", "");
        for (String header : new String[] {"Bearer ", "Bearer x", basic("imc:"), basic(":"), basic(""), basic("imc")}) {
            assertEquals(Verdict.WRONG, none.of(header), header);
            assertEquals(Verdict.WRONG, credentials.of(header), header);
        }
        assertEquals(Verdict.WRONG, credentials.of(basic("bob:Rüdiger:10")));
    }

    @Test
    @DisplayName("after ten wrong ones a source is looked at again a minute after the first; others do not notice")
    void attempts() {
        AtomicLong clock = new AtomicLong();
        Attempts attempts = new Attempts(clock::get);
        for (int i = 1; i < Attempts.TRIES; i++) {
            assertFalse(attempts.wrong("192.0.2.1"));
            assertFalse(attempts.isLimited("192.0.2.1"));
        }
        assertTrue(attempts.wrong("192.0.2.1"));
        assertTrue(attempts.isLimited("192.0.2.1"));
        assertFalse(attempts.wrong("192.0.2.1"));
        assertFalse(attempts.isLimited("192.0.2.2"));
        clock.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
        assertTrue(attempts.isLimited("192.0.2.1"));
        clock.addAndGet(1);
        assertFalse(attempts.isLimited("192.0.2.1"));
    }

    @Test
    @DisplayName("all addresses of an IPv6 network are one source")
    void networks() {
        Attempts attempts = new Attempts(() -> 0);
        for (int i = 0; i < Attempts.TRIES; i++) {
            attempts.wrong("2001:db8:0:1::" + i);
        }
        assertTrue(attempts.isLimited("2001:db8:0:1:ffff::1"));
        assertFalse(attempts.isLimited("2001:db8:0:2::1"));
    }

    @Test
    @DisplayName("a thousand sources are remembered, and no more")
    void forgotten() {
        Attempts attempts = new Attempts(() -> 0);
        for (int i = 0; i < Attempts.TRIES; i++) {
            attempts.wrong("192.0.2.1");
        }
        for (int i = 0; i < 999; i++) {
            attempts.wrong("10.0." + i / 256 + "." + i % 256);
        }
        assertTrue(attempts.isLimited("192.0.2.1"));
        attempts.wrong("10.1.0.0");
        assertFalse(attempts.isLimited("192.0.2.1"));
    }

    @ParameterizedTest
    @DisplayName("addresses, localhost and our names are ours; another name may be anybody's")
    @CsvSource({"127.0.0.1:8090, true", "127.0.0.1, true", "localhost:8090, true", "LOCALHOST, true",
        "[::1]:8090, true", "192.0.2.1:80, true", "mi.example.com, true",
        "MI.example.com:443, true", "evil.example, false",
        "evil.example:8090, false", "127.0.0.1.evil.example, false", "1.2.3.4.5, false",
        "localhost.evil.example, false", "mi.example.com.evil.example, false",
        "'', false", "a@127.0.0.1, false", "localhost:x, false"})
    void host(String host, boolean ours) {
        assertEquals(ours, new Addressed(Set.of("mi.example.com")).isOurs(host), host);
    }

    @ParameterizedTest
    @DisplayName("a page of our own may ask us, another's may not")
    @CsvSource({"http://127.0.0.1:8090, 127.0.0.1:8090, true", "http://localhost:8090, localhost:8090, true",
        "https://mi.example.com, 127.0.0.1:8090, true", "https://MI.example.com:8443, mi.example.com, true",
        "http://127.0.0.1:3000, 127.0.0.1:8090, false", "https://evil.example, 127.0.0.1:8090, false",
        "null, 127.0.0.1:8090, false", "'', 127.0.0.1:8090, false", "http://localhost:8090, 127.0.0.1:8090, false",
        "http://mi.example.com.evil.example, 127.0.0.1:8090, false", "file://, 127.0.0.1:8090, false"})
    void origin(String origin, String host, boolean ours) {
        assertEquals(ours, new Addressed(Set.of("mi.example.com")).isFromUs(origin, host), origin);
    }

    @Test
    @DisplayName("the token of the machine is made once, for its owner alone")
    void tokenFile(@TempDir Path data) throws IOException {
        Path file = data.resolve("http.token");
        String token = new TokenFile(file).token();
        assertEquals(43, token.length());
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertEquals(token, new TokenFile(file).token());
        Files.writeString(file, "short\n");
        assertThrows(IOException.class, () -> new TokenFile(file).token());
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
