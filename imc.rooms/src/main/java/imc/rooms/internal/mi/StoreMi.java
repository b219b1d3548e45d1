package imc.rooms.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.store.StoreGate;
import imc.rooms.internal.turn.RoomEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_store}: which store serves, and what waits for one. */
@Component(service = {StoreMi.class, MiCommand.class, StatisticSource.class})
@MiCommandProperties(name = "imc_store",
        description = "Shows which store serves, its lineage, what waits, the last swap")
public final class StoreMi implements MiCommand, StatisticSource {

    private final StoreGate gate;
    private final Rooms rooms;
    private final RoomEngine engine;

    @Activate
    public StoreMi(@Reference StoreGate gate, @Reference Rooms rooms, @Reference RoomEngine engine) {
        this.gate = gate;
        this.engine = engine;
        this.rooms = rooms;
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.gauge("store_serving", "1 while a store serves, else 0",
                        gate.status().serving().isPresent() ? 1 : 0),
                Statistic.gauge("commands_waiting", "Commands that wait for their turn, for a store, or for it to make"
                        + " their change durable", engine.unfinished()));
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return tree();
    }

    Map<String, Object> tree() {
        StoreGate.Status status = gate.status();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("serving", status.serving().orElse("none"));
        tree.put("lineage", status.lineage().orElse("none"));
        tree.put("rooms", rooms.size());
        tree.put("waiting", engine.unfinished());
        tree.put("present", String.join(", ", status.present()));
        status.lastSwap().ifPresent(swap -> {
            tree.put("last_swap", swap.from() + " to " + swap.to());
            tree.put("last_swap_ms", swap.paused());
            tree.put("last_swap_rooms", swap.written());
        });
        if (!status.refusal().isEmpty()) {
            tree.put("refused", status.refusal());
        }
        status.trouble().ifPresent(sentence -> tree.put("trouble", sentence));
        return tree;
    }
}
