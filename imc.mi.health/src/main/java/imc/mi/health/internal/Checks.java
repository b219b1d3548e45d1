package imc.mi.health.internal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;

/**
 * Asks all health checks, whoever has registered them. The executor runs each on a thread of its own, for 2 s at most,
 * and keeps its result for 2 s: however often the server is asked, the checks run no oftener.
 */
final class Checks {

    private final HealthCheckExecutor executor;

    /**
     * How the server is.
     *
     * @param status  the worst of all
     * @param results of each check, by its name
     */
    record Verdict(Status status, List<HealthCheckExecutionResult> results) {

        /** A warning does not keep chat from working. */
        int httpStatus() {
            return status.compareTo(Status.WARN) <= 0 ? HttpServletResponse.SC_OK
                    : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
    }

    Checks(HealthCheckExecutor executor) {
        this.executor = executor;
    }

    Verdict ask(Probe probe) {
        List<HealthCheckExecutionResult> results = executor.execute(HealthCheckSelector.tags(probe.tag())).stream()
                .sorted(Comparator.comparing(result -> result.getHealthCheckMetadata().getTitle())).toList();
        return new Verdict(results.stream().map(result -> result.getHealthCheckResult().getStatus())
                .max(Comparator.naturalOrder()).orElse(probe.withoutChecks()), results);
    }
}
