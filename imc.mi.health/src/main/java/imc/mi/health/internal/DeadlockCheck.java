package imc.mi.health.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Threads that wait for each other wait forever: only another start of the server helps. */
@Component(service = HealthCheck.class,
        property = {HealthCheck.NAME + "=threads", HealthCheck.TAGS + "=live"})
public final class DeadlockCheck implements HealthCheck {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Activate
    public DeadlockCheck() {
        // the JVM knows
    }

    @Override
    public Result execute() {
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked == null) {
            return new Result(Status.OK, "no threads wait for each other");
        }
        return new Result(Status.CRITICAL, "threads wait for each other: " + Arrays.stream(
                threads.getThreadInfo(deadlocked)).filter(Objects::nonNull).map(ThreadInfo::getThreadName)
                .collect(Collectors.joining(", ")));
    }
}
