package imc.rooms.internal.report;

import imc.api.room.RoomListener;
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
 * Notes copies that did not arrive. What all receivers share (the proxy, the network, the name servers) is counted
 * here, and held against nobody. The transport, which knows what it is, tells of it in the log.
 */
@Component(service = {Deliveries.class, StatisticSource.class})
public final class Deliveries implements RoomListener, StatisticSource {

    private final Events events;
    private final LongAdder shared = new LongAdder();

    @Activate
    public Deliveries(@Reference Events events) {
        this.events = events;
    }

    @Override
    public void delivered(Broadcast copy, int receiver, Delivery delivery) {
        if (delivery.result() != Delivery.Result.DELIVERED) {
            events.undelivered(copy, receiver, delivery);
            if (delivery.isShared()) {
                shared.increment();
            }
        }
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.counter("shared_failures", "Copies that failed because of what all receivers share: "
                + "outbound proxy, network, name servers", shared.sum()));
    }
}
