package imc.mi.health.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** How much of the heap is in use for good: what the collector has left, and not what it has yet to collect. */
@Component(service = HealthCheck.class,
        property = {HealthCheck.NAME + "=memory", HealthCheck.TAGS + "=resources"})
public final class MemoryCheck implements HealthCheck {

    private static final int PERCENT = 100;
    private static final int TOO_MUCH = 90;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();

    @Activate
    public MemoryCheck() {
        // the JVM knows
    }

    @Override
    public Result execute() {
        long left = pools.stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage).filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed).sum();
        return of(left, Runtime.getRuntime().maxMemory());
    }

    /** @param left in bytes, after the last collection; 0 before the first */
    static Result of(long left, long max) {
        long percent = left * PERCENT / max;
        return new Result(percent >= TOO_MUCH ? Status.WARN : Status.OK,
                percent + " % of the heap were in use after the last collection");
    }
}
