package imc.mi.health.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the certificate that SIP by TLS shows expires soon, by the figure of whoever has it. */
@Component(service = HealthCheck.class,
        property = {HealthCheck.NAME + "=certificate", HealthCheck.TAGS + "=resources"})
public final class CertificateCheck implements HealthCheck {

    private static final String EXPIRES = "sip_tls_expires";
    private static final Duration SOON = Duration.ofDays(14);

    private final Figures figures;
    private final Clock clock;

    @Activate
    public CertificateCheck(@Reference Figures figures) {
        this(figures, Clock.systemUTC());
    }

    CertificateCheck(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** A source that fails is told of by {@link WorkCheck}. */
    @Override
    public Result execute() {
        ResultLog log = new ResultLog();
        figures.all(StatisticSource::statistics, failure -> { }).stream()
                .filter(figure -> figure.name().equals(EXPIRES)).mapToLong(Statistic::value).filter(at -> at > 0)
                .mapToObj(Instant::ofEpochSecond).forEach(at -> log.add(entry(at, clock.instant())));
        return new Result(log.iterator().hasNext() ? log : log.add(new ResultLog.Entry(Status.OK, "there is none")));
    }

    private static ResultLog.Entry entry(Instant expires, Instant now) {
        if (!now.isBefore(expires)) {
            return new ResultLog.Entry(Status.CRITICAL, "it has expired at " + expires);
        }
        return new ResultLog.Entry(now.isBefore(expires.minus(SOON)) ? Status.OK : Status.WARN,
                "it expires at " + expires);
    }
}
