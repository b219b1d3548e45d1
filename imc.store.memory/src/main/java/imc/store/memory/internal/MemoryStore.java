package imc.store.memory.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Keeps rooms for as long as it is active, and no longer. A batch is carried out on the caller's thread, before the
 * call returns, because there is nothing to wait for. Where another store is there too, that one is preferred.
 */
@Component(service = RoomStore.class, property = "service.ranking:Integer=-100")
public final class MemoryStore implements RoomStore {

    private final Map<SipAddress, Room> rooms = new LinkedHashMap<>();
    private String lineage = "";
    private boolean closed;

    @Override
    public synchronized Optional<String> lineage() {
        return Optional.of(lineage);
    }

    @Override
    public synchronized void setLineage(String lineage) {
        this.lineage = lineage;
    }

    @Override
    public void load(RoomReceiver into) throws StoreException {
        List<Room> kept;
        synchronized (this) {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            // Rooms never change, so that these may be read while others take their place.
            kept = new ArrayList<>(rooms.values());
        }
        kept.forEach(into::room);
    }

    @Override
    public synchronized CompletionStage<Void> write(List<Change> batch) {
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            // Only when the whole batch was found possible is anything of it seen.
            Map<SipAddress, Room> after = new LinkedHashMap<>();
            for (Change change : batch) {
                after.put(change.room(), change.applyTo(before(change.room(), after)));
            }
            after.forEach(this::keep);
            return CompletableFuture.completedFuture(null);
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new StoreException(e.getMessage(), e));
        }
    }

    private Room before(SipAddress room, Map<SipAddress, Room> after) {
        return after.containsKey(room) ? after.get(room) : rooms.get(room);
    }

    private void keep(SipAddress address, Room room) {
        if (room == null) {
            rooms.remove(address);
        } else {
            rooms.put(address, room);
        }
    }

    /** Forgets all rooms. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        rooms.clear();
    }
}
