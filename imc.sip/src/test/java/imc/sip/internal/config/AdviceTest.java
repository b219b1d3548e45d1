package imc.sip.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

    private static Optional<String> on(Map<String, Object> configuration) {
        return Advice.on(SipSettings.initial().with(configuration, refusal -> {
            throw new AssertionError(refusal);
        }), uri -> uri.host().equals("127.0.0.1"));
    }

    @Test
    @DisplayName("what is most likely not meant is said, with PID, key, value and what would be right")
    void advice() {
        String advice = on(Map.of("outbound_proxy", "sip:127.0.0.1:5060")).orElseThrow();
        assertTrue(advice.startsWith("imc.transport.sip: outbound_proxy = 'sip:127.0.0.1:5060'"), advice);
        assertTrue(advice.contains("another server"), advice);
    }

    @Test
    @DisplayName("nothing is said of the defaults, nor of another server")
    void defaults() {
        assertEquals(Optional.empty(), on(Map.of()));
        assertEquals(Optional.empty(), on(Map.of("outbound_proxy", "sip:192.0.2.1")));
    }

    private static List<String> checked(Map<String, String> values) {
        List<String> advice = new ArrayList<>();
        new SipCheck().check(values, refusal -> {
            throw new AssertionError(refusal);
        });
        new SipCheck().advise(values, advice::add);
        return advice;
    }

    @Test
    @DisplayName("who is to take senders from P-Asserted-Identity is told where nobody is believed what he asserts")
    void nobodyAsserts() {
        List<String> advice = new ArrayList<>();
        Map<String, String> facts = Map.of(SipGuard.NO_ASSERTION, "nobody is believed; name the proxy");
        new SipCheck().advise(Map.of("identity", "pai"), Map.of(), advice::add);
        new SipCheck().advise(Map.of(), facts, advice::add);
        assertEquals(List.of(), advice);
        new SipCheck().advise(Map.of("identity", "pai"), facts, advice::add);
        assertEquals(List.of("imc.transport.sip: identity = 'pai' takes the sender from P-Asserted-Identity, but "
                + "nobody is believed; name the proxy, or leave identity = from"), advice);
    }

    @Test
    @DisplayName("where nothing runs yet, addresses are told of that nobody will listen at, and what to do")
    void guarded() {
        Map<String, String> values = Map.of("listen", "udp:127.0.0.1:5060, tcp:0.0.0.0:5060");
        List<String> advice = new ArrayList<>();
        new SipCheck().advise(values, Map.of(), advice::add);
        new SipCheck().advise(Map.of(), Map.of(SipGuard.REFUSAL, "nobody asks. Set auth"), advice::add);
        assertEquals(List.of(), advice);
        new SipCheck().advise(values, Map.of(SipGuard.REFUSAL, "nobody asks. Set auth"), advice::add);
        assertEquals(List.of("the server does not listen at tcp:0.0.0.0:5060 (listen in imc.transport.sip), which is"
                + " beyond loopback: nobody asks. Set auth"), advice);
    }

    @ParameterizedTest
    @CsvSource({"udp:127.0.0.1:5060, sip:127.0.0.1", "'tcp:192.0.2.1:5060, udp:192.0.2.1:5070', sip:192.0.2.1:5070",
        "tcp:192.0.2.1:5060, sip:192.0.2.1;transport=tcp", "udp:0.0.0.0:5060, sip:127.0.0.1:5060",
        "udp:[::]:5060, sip:[::1]:5060", "udp:[::1]:5060, sip:[0:0:0:0:0:0:0:1]:5060",
        "tls:127.0.0.1:5061, sips:127.0.0.1", "udp:here.example:5060, sip:HERE.example:5060",
        "'udp:127.0.0.1:5060, tcp:127.0.0.1:5060', sip:localhost;transport=tcp", "udp:0.0.0.0:5060, sip:LocalHost",
        "udp:[::1]:5060, sip:localhost:5060", "udp:localhost:5060, sip:127.0.0.1",
        "tls:0.0.0.0:5061, sips:imc.localhost"})
    @DisplayName("where nothing runs yet, a proxy that is one of the addresses to listen at is told of")
    void ourselves(String listen, String proxy) {
        List<String> advice = checked(Map.of("listen", listen, "outbound_proxy", proxy, "tls_key_store", "server.p12"));
        assertEquals(1, advice.size(), advice.toString());
        assertTrue(advice.get(0).startsWith("imc.transport.sip: outbound_proxy = '" + proxy + "': that is this server"),
                advice.get(0));
    }

    @ParameterizedTest
    @CsvSource({"udp:127.0.0.1:5060, sip:127.0.0.1:5070", "udp:127.0.0.1:5060, sip:127.0.0.1;transport=tcp",
        "udp:0.0.0.0:5060, sip:192.0.2.7:5060", "udp:127.0.0.1:0, sip:127.0.0.1:5060",
        "udp:here.example:5060, sip:127.0.0.1", "udp:192.0.2.1:5060, sip:localhost",
        "udp:127.0.0.1:5060, sip:localhost:5070"})
    @DisplayName("where nothing runs yet, nothing is said of another server")
    void others(String listen, String proxy) {
        assertEquals(List.of(), checked(Map.of("listen", listen, "outbound_proxy", proxy)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | '' | tls_key_store = '' is refused: listen has tls, which needs a certificate and its private key",
        "/no/such/file | '' | tls_key_store = '/no/such/file' is refused: there is no such file",
        "server.p12 | /no/such/file | tls_trust_store = '/no/such/file' is refused: there is no such file"})
    @DisplayName("where nothing runs yet, keys that are not there are told of as a server does that does not start")
    void missingKeys(String keys, String trusted, String words) {
        Map<String, String> stores = Map.of("tls_key_store", keys, "tls_trust_store", trusted);
        Map<String, String> secure = new HashMap<>(stores);
        secure.put("listen", "udp:127.0.0.1:5060, tls:127.0.0.1:5061");
        assertEquals(List.of("imc.transport.sip: " + words), checked(secure));
        assertEquals(List.of(), checked(stores), "nobody who does not listen on TLS needs keys");
    }

    @Test
    @DisplayName("where nothing runs yet, nothing is said of keys that are there")
    void keysThatAreThere(@TempDir Path directory) throws IOException {
        Path keys = Files.createFile(directory.resolve("server.p12"));
        assertEquals(List.of(), checked(Map.of("listen", "tls:127.0.0.1:5061", "tls_key_store", keys.toString(),
                "tls_trust_store", keys.toString())));
    }

    @Test
    @DisplayName("a key of a former version is told of and keeps nobody from starting")
    void formerKey() {
        List<String> advice = checked(Map.of("fast_path", "true"));
        assertEquals(1, advice.size(), advice.toString());
        assertTrue(advice.get(0).contains("'fast_path' has no effect any more"), advice.get(0));
    }
}
