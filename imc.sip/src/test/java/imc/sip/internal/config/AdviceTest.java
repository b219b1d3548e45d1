package imc.sip.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
}
