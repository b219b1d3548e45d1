package imc.mi.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

class ChecksTest {

    private final Executor executor = new Executor();
    private final Checks checks = new Checks(executor);

    @Test
    @DisplayName("the worst counts; a warning does not keep chat from working")
    void worst() {
        executor.results.add(new Checked("b", Status.OK));
        assertEquals(200, checks.ask(Probe.READY).httpStatus());
        executor.results.add(new Checked("a", Status.WARN));
        assertEquals(200, checks.ask(Probe.READY).httpStatus());
        assertEquals(Status.WARN, checks.ask(Probe.READY).status());
        assertEquals("a", checks.ask(Probe.READY).results().get(0).getHealthCheckMetadata().getTitle());
        for (Status status : List.of(Status.TEMPORARILY_UNAVAILABLE, Status.CRITICAL, Status.HEALTH_CHECK_ERROR)) {
            executor.results.add(new Checked("c", status));
            assertEquals(503, checks.ask(Probe.READY).httpStatus());
            assertEquals(status, checks.ask(Probe.READY).status());
        }
    }

    @Test
    @DisplayName("where nobody checks anything, the process lives, and chat is not known to work")
    void none() {
        assertEquals(200, checks.ask(Probe.LIVE).httpStatus());
        assertEquals(503, checks.ask(Probe.READY).httpStatus());
        assertEquals(List.of("live", "ready"), executor.tags);
    }

    private static final class Executor implements HealthCheckExecutor {

        private final List<HealthCheckExecutionResult> results = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();

        @Override
        public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector) {
            tags.addAll(List.of(selector.tags()));
            return results;
        }

        @Override
        public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector,
                HealthCheckExecutionOptions options) {
            return execute(selector);
        }
    }

    private record Checked(String name, Status status) implements HealthCheckExecutionResult {

        @Override
        public Result getHealthCheckResult() {
            return new Result(status, "it is so");
        }

        @Override
        public long getElapsedTimeInMs() {
            return 1;
        }

        @Override
        public Date getFinishedAt() {
            return new Date(0);
        }

        @Override
        public boolean hasTimedOut() {
            return false;
        }

        @Override
        public HealthCheckMetadata getHealthCheckMetadata() {
            Map<String, Object> properties = Map.of(HealthCheck.NAME, name, Constants.SERVICE_ID, 1L);
            return new HealthCheckMetadata((ServiceReference<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] {ServiceReference.class},
                    (proxy, method, arguments) -> properties.get(String.valueOf(arguments[0]))));
        }
    }
}
