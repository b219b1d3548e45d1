package imc.mi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.mi.MiException;
import imc.api.statistics.Durations;
import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistics by {@code get_statistics}, {@code reset_statistics} and JMX, of components that come and go. */
class StatisticsTest {

    private final Figures figures = new Figures();
    private final GetStatistics get = new GetStatistics(figures);
    private final ResetStatistics reset = new ResetStatistics(figures);
    private long copies = 7;
    private final Source sip = new Source("sip", () -> List.of(
            new Statistic("copies", Statistic.Kind.COUNTER, "Copies", Map.of("outcome", "lost"), copies),
            Statistic.gauge("open", "Open ones", copies)));

    /** A component that counts. */
    private record Source(String group, Supplier<List<Statistic>> figures) implements StatisticSource {

        @Override
        public List<Statistic> statistics() {
            return figures.get();
        }
    }

    StatisticsTest() {
        figures.addSource(sip);
        figures.addSource(new Source("imc", () -> List.of(Statistic.gauge("active_rooms", "Rooms", 3))));
    }

    private String got(String... names) throws MiException {
        List<String> lines = new ArrayList<>();
        for (Object row : (List<?>) get.execute(names.length == 0 ? Map.of() : Map.of("statistics", List.of(names)))) {
            lines.add(((Map<?, ?>) row).get("statistic") + "=" + ((Map<?, ?>) row).get("value"));
        }
        return String.join(" ", lines);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "all          | imc:active_rooms=3 sip:copies{outcome=lost}=7 sip:open=7",
        "sip:         | sip:copies{outcome=lost}=7 sip:open=7",
        "active_rooms | imc:active_rooms=3",
        "imc:active_rooms | imc:active_rooms=3",
        "copies       | sip:copies{outcome=lost}=7",
        "sip:copies{outcome=lost} | sip:copies{outcome=lost}=7"})
    void byNameAndByGroup(String name, String expected) throws MiException {
        assertEquals(expected, got(name));
    }

    @Test
    void severalAreAskedForAtOnce() throws MiException {
        assertEquals("imc:active_rooms=3 sip:open=7", got("open", "imc:"));
        assertEquals(got("all"), got());
        assertEquals("404 there is no statistic 'rooms'; a name, a group with a colon (imc:, sip:) and 'all' are"
                + " allowed",
                refusal("open", "rooms"));
    }

    private String refusal(String... names) {
        MiException refused = assertThrows(MiException.class, () -> got(names));
        return refused.code() + " " + refused.getMessage();
    }

    @Test
    void whatGoesUpOnlyBeginsAgainAndWhoCountsKnowsNothingOfIt() throws MiException {
        assertEquals(Map.of("reset", 1L), reset.execute(Map.of("statistics", List.of("all"))));
        copies = 9;
        assertEquals("sip:copies{outcome=lost}=2 sip:open=9", got("sip:"));
        assertEquals(9, sip.statistics().get(0).value());
        // its component was replaced, and counts from 0
        copies = 4;
        assertEquals("sip:copies{outcome=lost}=4", got("copies"));
    }

    @Test
    void aHistogramIsShownAsPrometheusNamesIt() throws MiException {
        Durations took = Durations.ofMillis(1, 10);
        took.add(500_000);
        took.add(5_000_000);
        figures.addSource(new StatisticSource() {
            @Override
            public List<Statistic> statistics() {
                return List.of();
            }

            @Override
            public List<Histogram> histograms() {
                return List.of(took.histogram("took_seconds", "How long", Map.of()));
            }
        });
        assertEquals("imc:took_seconds_bucket{le=+Inf}=2 imc:took_seconds_bucket{le=0.001}=1"
                + " imc:took_seconds_bucket{le=0.01}=2", got("took_seconds_bucket"));
        assertEquals("imc:took_seconds_count=2 imc:took_seconds_sum=0.0055",
                got("took_seconds_count", "took_seconds_sum"));
    }

    @Test
    void jmxHasTheSameAndOnlyToRead() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName(Jmx.NAME);
        Jmx jmx = new Jmx(figures);
        try {
            assertEquals(7L, server.getAttribute(name, "sip:open"));
            assertEquals(3, server.getMBeanInfo(name).getAttributes().length);
            assertFalse(server.getMBeanInfo(name).getAttributes()[0].isWritable());
            assertThrows(AttributeNotFoundException.class, () -> server.getAttribute(name, "sip:none"));
            figures.removeSource(sip);
            assertEquals(1, server.getMBeanInfo(name).getAttributes().length);
        } finally {
            jmx.close();
        }
        assertTrue(server.queryNames(name, null).isEmpty());
    }
}
