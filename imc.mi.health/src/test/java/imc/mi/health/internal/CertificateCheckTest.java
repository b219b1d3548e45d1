package imc.mi.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.statistics.Statistic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {

    private static final Instant EXPIRES = Instant.parse("2030-06-15T12:00:00Z");

    private final Figures figures = new Figures();

    private Result at(Instant now) {
        return new CertificateCheck(figures, Clock.fixed(now, ZoneOffset.UTC)).execute();
    }

    private void expires(long seconds) {
        figures.addSource(() -> List.of(Statistic.gauge("sip_tls_expires", "When", seconds)));
    }

    @Test
    @DisplayName("within fourteen days of its end it is worth a warning, after it more than that")
    void soon() {
        expires(EXPIRES.getEpochSecond());
        assertEquals(Status.OK, at(EXPIRES.minus(Duration.ofDays(14)).minusSeconds(1)).getStatus());
        Result soon = at(EXPIRES.minus(Duration.ofDays(14)));
        assertEquals(Status.WARN, soon.getStatus());
        assertTrue(soon.toString().contains("it expires at 2030-06-15T12:00:00Z"), soon.toString());
        assertEquals(Status.CRITICAL, at(EXPIRES).getStatus());
    }

    @Test
    @DisplayName("where there is none, nothing expires")
    void none() {
        assertEquals(Status.OK, at(EXPIRES).getStatus());
        expires(0);
        assertEquals(Status.OK, at(EXPIRES).getStatus());
    }
}
