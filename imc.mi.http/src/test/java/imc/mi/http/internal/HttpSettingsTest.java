package imc.mi.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    private static final String TOKEN = "a-token-of-some-length";
    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8090, http://127.0.0.1:8090, true", "[::1]:8090, http://[::1]:8090, true",
        "127.0.0.2:0, http://127.0.0.2:0, true", "0.0.0.0:8090, http://0.0.0.0:8090, false",
        "192.0.2.1:65535, http://192.0.2.1:65535, false", "[::]:1, http://[::]:1, false"})
    void endpoints(String text, String url, boolean loopback) {
        Endpoint endpoint = Endpoint.parse(text);
        assertEquals(url, endpoint.toString());
        assertEquals(loopback, endpoint.isLoopback());
    }

    @ParameterizedTest
    @DisplayName("names, addresses without a port and what is no address are refused")
    @ValueSource(strings = {"8090", "localhost:8090", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "1.2.3:80",
        "::1:80", "256.0.0.1:80", "[::g]:80", "[127.0.0.1:80", "udp:127.0.0.1:80", "127.0.0.1:80, 127.0.0.1:81"})
    void noEndpoints(String text) {
        HttpSettings.after(HttpSettings.initial(), Map.of("listen", text), said::add);
        assertEquals(1, said.size());
        assertTrue(said.get(0).startsWith("imc.mi.http: listen = '" + text + "' is refused"), said.get(0));
    }

    @Test
    @DisplayName("a token or a password that is too short is refused, and never shown; the one before stays")
    void secrets() {
        Settings before = HttpSettings.after(HttpSettings.initial(), Map.of("token", TOKEN), said::add);
        assertEquals(List.of(), said);
        Settings after = HttpSettings.after(before,
                Map.of("token", "geheim", "password", "geheim", "user", "bob"), said::add);
        assertEquals(2, said.size());
        assertFalse(said.toString().contains("geheim") || said.toString().contains(TOKEN), said.toString());
        assertEquals(TOKEN, after.get(HttpSettings.TOKEN));
        assertEquals("", after.get(HttpSettings.PASSWORD));
        assertEquals("bob", after.get(HttpSettings.USER));
    }

    @Test
    @DisplayName("beyond this machine there has to be a token or a password; that it does not listen is told before")
    void open() {
        assertFalse(isOpen(Map.of("listen", "127.0.0.1:8090")));
        assertTrue(isOpen(Map.of("listen", "0.0.0.0:8090")));
        assertTrue(isOpen(Map.of("listen", "192.0.2.1:8090", "token", "short")));
        assertFalse(isOpen(Map.of("listen", "0.0.0.0:8090", "token", TOKEN)));
        assertFalse(isOpen(Map.of("listen", "0.0.0.0:8090", "password", "ten letters")));
        said.clear();
        new HttpCheck().advise(Map.of("listen", "0.0.0.0:8090"), said::add);
        assertEquals(List.of("imc.mi.http: listen = '0.0.0.0:8090' has no effect: others than this machine's users"
                + " could manage the server; set token or password"), said);
    }

    @Test
    void hosts() {
        Settings settings = HttpSettings.after(HttpSettings.initial(), Map.of("hosts", "MI.example.com, b"), said::add);
        assertEquals(Set.of("mi.example.com", "b"), settings.get(HttpSettings.HOSTS));
        HttpSettings.after(settings, Map.of("hosts", "http://mi.example.com"), said::add);
        assertEquals(1, said.size());
    }

    private boolean isOpen(Map<String, String> values) {
        return HttpSettings.isOpen(HttpSettings.after(HttpSettings.initial(), values, said::add));
    }
}
