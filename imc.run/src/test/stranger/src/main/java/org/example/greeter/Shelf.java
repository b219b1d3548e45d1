package org.example.greeter;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** A store for which somebody has to ask: its rooms last as long as the bundle. */
@Component(property = {RoomStore.NAME + "=shelf", "service.ranking:Integer=-1000"})
public final class Shelf implements RoomStore {

    private Map<SipAddress, Room> rooms = new LinkedHashMap<>();
    private String lineage = "";

    @Override
    public synchronized Optional<String> lineage() {
        return Optional.of(lineage);
    }

    @Override
    public synchronized void setLineage(String lineage) {
        this.lineage = lineage;
    }

    @Override
    public synchronized void load(RoomReceiver into) {
        rooms.values().forEach(into::room);
    }

    @Override
    public synchronized CompletionStage<Void> write(List<Change> batch) {
        Map<SipAddress, Room> after = new LinkedHashMap<>(rooms);
        try {
            for (Change change : batch) {
                Room room = change.applyTo(after.get(change.room()));
                if (room == null) {
                    after.remove(change.room());
                } else {
                    after.put(change.room(), room);
                }
            }
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new StoreException(e.getMessage(), e));
        }
        rooms = after;
        return CompletableFuture.completedFuture(null);
    }
}
