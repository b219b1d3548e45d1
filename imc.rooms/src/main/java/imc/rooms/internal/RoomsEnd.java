package imc.rooms.internal;

import imc.api.health.Drainable;
import imc.api.health.HealthSource;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.store.StoreGate;
import imc.rooms.internal.turn.RoomEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The rooms as whoever watches over the server sees them. They refuse nothing themselves when the end is near: nothing
 * new comes to them then, and what commands and notices lead to belongs to what is in flight.
 */
@Component(service = {Drainable.class, HealthSource.class})
public final class RoomsEnd implements Drainable, HealthSource {

    /** As long as a command waits for a store that is away. */
    private static final Duration SILENT = Duration.ofSeconds(4);

    private final RoomEngine engine;
    private final Outgoing outgoing;
    private final StoreGate store;
    private final Duration silent;

    @Activate
    public RoomsEnd(@Reference RoomEngine engine, @Reference Outgoing outgoing, @Reference StoreGate store) {
        this(engine, outgoing, store, SILENT);
    }

    /** @param silent how long a store may take for its answer before that is worth telling */
    RoomsEnd(RoomEngine engine, Outgoing outgoing, StoreGate store, Duration silent) {
        this.engine = engine;
        this.outgoing = outgoing;
        this.store = store;
        this.silent = silent;
    }

    @Override
    public void drain() {
        // nothing is begun here
    }

    @Override
    public Map<String, Long> inFlight() {
        return Map.of("commands", engine.unfinished(), "notices", (long) outgoing.held());
    }

    /** That no store serves, or that it takes nothing, keeps a component of ours from being active, and is told so. */
    @Override
    public List<String> missing() {
        Duration silence = store.silence();
        return silence.isZero() || silence.compareTo(silent) < 0 ? List.of()
                : List.of("the rooms' store has not answered a change for " + silence.toSeconds() + " s");
    }
}
