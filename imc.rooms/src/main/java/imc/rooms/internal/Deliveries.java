package imc.rooms.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What became of copies: what says something about a member is counted there; what all receivers share (the proxy, the
 * network, the name servers) is held against nobody. The transport, which knows what it is, tells of it in the log.
 */
@Component(service = {Deliveries.class, StatisticSource.class})
public final class Deliveries implements StatisticSource {

    private final FailingMembers failing;
    private final Events events;
    private final LongAdder shared = new LongAdder();

    @Activate
    public Deliveries(@Reference FailingMembers failing, @Reference Events events) {
        this.failing = failing;
        this.events = events;
    }

    void delivered(Broadcast broadcast, int receiver) {
        failing.delivered(broadcast, receiver);
    }

    void failed(Broadcast broadcast, int receiver, Delivery delivery) {
        events.undelivered(broadcast, receiver, delivery);
        if (delivery.isShared()) {
            shared.increment();
        } else {
            failing.failed(broadcast, receiver, delivery);
        }
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.counter("shared_failures", "Copies that failed because of what all receivers share: "
                + "outbound proxy, network, name servers", shared.sum()));
    }
}
