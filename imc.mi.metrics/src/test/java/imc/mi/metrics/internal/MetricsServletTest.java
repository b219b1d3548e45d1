package imc.mi.metrics.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsServletTest {

    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
    private final MetricsServlet servlet = new MetricsServlet();

    /** Figures that somebody counts. */
    private record Figures(String group, List<Statistic> statistics, List<Histogram> histograms)
            implements StatisticSource {
    }

    @ParameterizedTest
    @CsvSource({"imc, active_rooms, imc_active_rooms, 1", "sip, sip_parse_errors, imc_sip_parse_errors, 1",
        "usrloc, registered_users, imc_usrloc_registered_users, 1",
        "store, store_write_micros, imc_store_write_seconds, 1e-6",
        "x, taken_total, imc_x_taken, 1", "x, A-b.c, imc_x_a_b_c, 1"})
    void names(String group, String name, String metric, double factor) {
        assertEquals(new MetricName(metric, factor), MetricName.of(group, name));
    }

    @Test
    @DisplayName("counters, gauges and histograms, with their labels, in the text format")
    void text() throws IOException {
        servlet.addSource(new Figures("imc", List.of(Statistic.gauge("active_rooms", "Rooms", 3),
                new Statistic("messages", Statistic.Kind.COUNTER, "Messages", Map.of("outcome", "o\"k\n"), 7)),
                List.of(new Histogram("delivery_seconds", "How long", Map.of(), List.of(0.1, 1.0), List.of(5L, 2L, 1L),
                        4.5))));
        assertEquals("""
                # HELP imc_active_rooms Rooms
                # TYPE imc_active_rooms gauge
                imc_active_rooms 3.0
                # HELP imc_delivery_seconds How long
                # TYPE imc_delivery_seconds histogram
                imc_delivery_seconds_bucket{le="0.1"} 5
                imc_delivery_seconds_bucket{le="1.0"} 7
                imc_delivery_seconds_bucket{le="+Inf"} 8
                imc_delivery_seconds_count 8
                imc_delivery_seconds_sum 4.5
                # HELP imc_messages_total Messages
                # TYPE imc_messages_total counter
                imc_messages_total{outcome="o\\"k\\n"} 7.0
                # HELP imc_metrics_failures_total Figures that could not be shown
                # TYPE imc_metrics_failures_total counter
                imc_metrics_failures_total 0.0
                """, page("text/plain"));
    }

    @Test
    @DisplayName("OpenMetrics ends with EOF, and names the counter's family without _total")
    void openMetrics() throws IOException {
        servlet.addSource(new Figures("imc", List.of(Statistic.counter("failures", "Failures", 1)), List.of()));
        String page = page(OPEN_METRICS);
        assertTrue(page.contains("# TYPE imc_failures counter\n# HELP imc_failures Failures\nimc_failures_total 1.0\n"),
                page);
        assertTrue(page.endsWith("# EOF\n"), page);
    }

    @Test
    @DisplayName("a source that fails is counted; another's figures are there; one that has gone is not")
    void failing() throws IOException {
        StatisticSource failing = () -> {
            throw new IllegalStateException("on purpose");
        };
        servlet.addSource(failing);
        servlet.addSource(new Figures("sip", List.of(Statistic.gauge("sip_connections", "Connections", 1)), List.of()));
        assertTrue(page("").contains("imc_sip_connections 1.0\n"));
        assertTrue(page("").contains("imc_metrics_failures_total 2.0\n"));
        servlet.removeSource(failing);
        assertTrue(page("").contains("imc_metrics_failures_total 2.0\n"));
    }

    @Test
    @DisplayName("two of one name are one metric; of two with the same labels, or of another kind, the first stands")
    void collisions() throws IOException {
        servlet.addSource(new Figures("store", List.of(
                new Statistic("store_open", Statistic.Kind.GAUGE, "Open", Map.of("store", "a"), 1),
                new Statistic("store_open", Statistic.Kind.GAUGE, "Open", Map.of("store", "b"), 0)), List.of()));
        servlet.addSource(new Figures("imc", List.of(
                new Statistic("store_open", Statistic.Kind.GAUGE, "Else", Map.of("store", "a"), 9),
                Statistic.counter("store_open", "Else", 9)), List.of()));
        String page = page("");
        assertTrue(page.contains("# TYPE imc_store_open gauge\nimc_store_open{store=\"a\"} 1.0\n"
                + "imc_store_open{store=\"b\"} 0.0\n"), page);
        assertTrue(!page.contains("Else"), page);
    }

    private String page(String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExpositionFormats.init().findWriter(accept).write(out, servlet.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
        return out.toString(UTF_8);
    }
}
