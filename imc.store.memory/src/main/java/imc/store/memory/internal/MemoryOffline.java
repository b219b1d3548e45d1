package imc.store.memory.internal;

import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps messages for as long as it is active, and no longer. */
@Component(service = OfflineStore.class, property = "service.ranking:Integer=-100")
public final class MemoryOffline implements OfflineStore {

    private final Map<SipAddress, NavigableMap<Long, OfflineMessage>> boxes = new HashMap<>();
    private final Map<Long, SipAddress> receivers = new HashMap<>();
    private long last;
    private boolean closed;

    @Override
    public CompletionStage<Void> keep(List<OfflineMessage> messages) {
        return now(() -> {
            for (OfflineMessage message : messages) {
                boxes.computeIfAbsent(message.receiver(), receiver -> new TreeMap<>()).put(++last, message);
                receivers.put(last, message.receiver());
            }
            return null;
        });
    }

    @Override
    public CompletionStage<List<Kept>> first(SipAddress receiver, int count) {
        return now(() -> boxes.getOrDefault(receiver, new TreeMap<>()).entrySet().stream().limit(count)
                .map(entry -> new Kept(entry.getKey(), entry.getValue())).toList());
    }

    @Override
    public CompletionStage<Void> remove(Collection<Long> ids) {
        return now(() -> {
            ids.forEach(this::forget);
            return null;
        });
    }

    private void forget(long id) {
        SipAddress receiver = receivers.remove(id);
        if (receiver != null) {
            boxes.computeIfPresent(receiver, (key, box) -> {
                box.remove(id);
                return box.isEmpty() ? null : box;
            });
        }
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> counts() {
        return now(() -> {
            Map<SipAddress, Integer> counts = new HashMap<>();
            boxes.forEach((receiver, box) -> counts.put(receiver, box.size()));
            return counts;
        });
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> expire(Instant now) {
        return now(() -> {
            Map<SipAddress, Integer> gone = new HashMap<>();
            for (Map.Entry<SipAddress, NavigableMap<Long, OfflineMessage>> box : List.copyOf(boxes.entrySet())) {
                List<Long> old = box.getValue().entrySet().stream()
                        .filter(entry -> !entry.getValue().expires().isAfter(now)).map(Map.Entry::getKey).toList();
                if (!old.isEmpty()) {
                    gone.put(box.getKey(), old.size());
                    old.forEach(this::forget);
                }
            }
            return gone;
        });
    }

    private synchronized <T> CompletionStage<T> now(Supplier<T> work) {
        return closed ? CompletableFuture.failedFuture(new StoreException("the store is closed"))
                : CompletableFuture.completedFuture(work.get());
    }

    /** Forgets all messages. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        boxes.clear();
        receivers.clear();
    }
}
