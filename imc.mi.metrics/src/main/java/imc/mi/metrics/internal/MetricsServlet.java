package imc.mi.metrics.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /metrics}: the figures that there are when it is asked, as Prometheus' text (0.0.4) or as OpenMetrics. It is
 * served where whoever has the context {@code imc} lets it be.
 */
@Component(service = Servlet.class, property = {
    "osgi.http.whiteboard.servlet.pattern=/metrics",
    "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=imc)",
    "osgi.http.whiteboard.target=(imc.mi.http=true)"})
public final class MetricsServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServlet.class);
    private static final List<String> METHODS = List.of("GET", "HEAD");
    /** Offered, and not by {@code q=0} refused. */
    private static final Pattern OPEN_METRICS = Pattern.compile(
            "application/openmetrics-text(?![^,]*;\\s*q=0(\\.0*)?\\s*(,|;|$))", Pattern.CASE_INSENSITIVE);
    private static final long serialVersionUID = 1L;

    private final transient ExpositionFormats formats = ExpositionFormats.init();
    private final transient List<StatisticSource> sources = new CopyOnWriteArrayList<>();
    private final transient LongAdder failures = new LongAdder();
    private final transient AtomicBoolean told = new AtomicBoolean();

    /** Starts without sources; Declarative Services adds them. */
    @Activate
    public MetricsServlet() {
        // nothing to begin with
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(StatisticSource source) {
        sources.add(source);
    }

    void removeSource(StatisticSource source) {
        sources.remove(source);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", METHODS));
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        // Of what a Prometheus offers: its protobuf would need a bundle more, and the texts say the same.
        String accept = Objects.toString(request.getHeader("Accept"), "");
        ExpositionFormatWriter writer = OPEN_METRICS.matcher(accept).find() ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        MetricSnapshots snapshots = snapshots();
        response.setContentType(writer.getContentType());
        writer.write(response.getOutputStream(), snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    }

    /** What all have; one that fails keeps the others from nothing. */
    MetricSnapshots snapshots() {
        Page page = new Page();
        for (StatisticSource source : sources) {
            try {
                page.add(source);
            } catch (RuntimeException | Error e) {
                failed(source.getClass().getName(), e);
            }
        }
        page.add(own());
        return page.snapshots(e -> failed("A metric", e));
    }

    private StatisticSource own() {
        return () -> List.of(Statistic.counter("metrics_failures", "Figures that could not be shown", failures.sum()));
    }

    /** It is asked every few seconds. */
    private void failed(String who, Throwable e) {
        failures.increment();
        if (told.compareAndSet(false, true)) {
            LOG.error("{} cannot be shown; further failures are counted only (imc_metrics_failures_total)", who, e);
        }
    }
}
