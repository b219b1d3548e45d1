package imc.commands.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of copies: what says something about a member is counted there; what all receivers share (the proxy, the
 * network, the name servers) is told once, as what it is, and held against nobody.
 */
@Component(service = {Deliveries.class, StatisticSource.class})
public final class Deliveries implements StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    /** An outage is told once in this time, however often it comes and goes. */
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final FailingMembers failing;
    private final Events events;
    private final LongSupplier nanoTime;
    private final LongAdder shared = new LongAdder();
    private final AtomicLong quietUntil;
    private volatile boolean isOut;

    @Activate
    public Deliveries(@Reference FailingMembers failing, @Reference Events events) {
        this(failing, events, System::nanoTime);
    }

    Deliveries(FailingMembers failing, Events events, LongSupplier nanoTime) {
        this.failing = failing;
        this.events = events;
        this.nanoTime = nanoTime;
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    void delivered(Broadcast broadcast, int receiver) {
        if (isOut) {
            isOut = false;
        }
        failing.delivered(broadcast, receiver);
    }

    void failed(Broadcast broadcast, int receiver, Delivery delivery) {
        events.undelivered(broadcast, receiver, delivery);
        if (!delivery.isShared()) {
            failing.failed(broadcast, receiver, delivery);
            return;
        }
        shared.increment();
        if (!isOut) {
            isOut = true;
            long until = quietUntil.get();
            long now = nanoTime.getAsLong();
            if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
                LOG.warn("copies do not get out ({} {}): what all receivers share has failed, the outbound proxy, the "
                        + "network or the name servers. It is counted against no member", delivery.status(),
                        delivery.reason());
            }
        }
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.counter("shared_failures", "Copies that failed because of what all receivers share: "
                + "outbound proxy, network, name servers", shared.sum()));
    }
}
