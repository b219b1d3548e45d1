package imc.store.memory.internal;

import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps messages for as long as it is active, and no longer. */
@Component(service = OfflineStore.class, property = "service.ranking:Integer=-100")
public final class MemoryOffline implements OfflineStore {

    /** What a message takes in memory beside its body, about. */
    private static final int MESSAGE = 500;

    private final AtOnce calls = new AtOnce();
    private final long most;
    private long bytes;
    private final Map<SipAddress, NavigableMap<Long, OfflineMessage>> boxes = new HashMap<>();
    private final Map<Long, SipAddress> receivers = new HashMap<>();
    private long last;

    /** Takes an eighth of the heap at most. */
    @Activate
    public MemoryOffline() {
        this(Runtime.getRuntime().maxMemory() / 8);
    }

    /** @param most how many bytes are kept, each copy's body counted; no more are taken */
    MemoryOffline(long most) {
        this.most = most;
    }

    private static long weight(OfflineMessage message) {
        return MESSAGE + message.content().bytes().length;
    }

    @Override
    public CompletionStage<Void> keep(List<OfflineMessage> messages) {
        long more = messages.stream().mapToLong(MemoryOffline::weight).sum();
        return calls.now(() -> {
            if (bytes + more > most) {
                throw new StoreException("the store in memory has " + bytes + " bytes of messages that wait, at most "
                        + most + " are allowed");
            }
            bytes += more;
            for (OfflineMessage message : messages) {
                boxes.computeIfAbsent(message.receiver(), receiver -> new TreeMap<>()).put(++last, message);
                receivers.put(last, message.receiver());
            }
            return null;
        });
    }

    @Override
    public CompletionStage<List<Kept>> first(SipAddress receiver, int count) {
        return calls.now(() -> {
            List<Kept> first = new ArrayList<>();
            long bytes = 0;
            for (Map.Entry<Long, OfflineMessage> entry : boxes.getOrDefault(receiver, new TreeMap<>()).entrySet()) {
                bytes += entry.getValue().content().bytes().length;
                if (first.size() == count || bytes > MOST_BYTES && !first.isEmpty()) {
                    break;
                }
                first.add(new Kept(entry.getKey(), entry.getValue()));
            }
            return List.copyOf(first);
        });
    }

    @Override
    public CompletionStage<Void> remove(Collection<Long> ids) {
        return calls.now(() -> {
            ids.forEach(this::forget);
            return null;
        });
    }

    private void forget(long id) {
        SipAddress receiver = receivers.remove(id);
        if (receiver != null) {
            boxes.computeIfPresent(receiver, (key, box) -> {
                bytes -= weight(box.remove(id));
                return box.isEmpty() ? null : box;
            });
        }
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> counts() {
        return calls.now(() -> {
            Map<SipAddress, Integer> counts = new HashMap<>();
            boxes.forEach((receiver, box) -> counts.put(receiver, box.size()));
            return counts;
        });
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> expire(Instant now) {
        return calls.now(() -> {
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

    /** Forgets all messages. */
    @Deactivate
    public void close() {
        calls.close(() -> {
            boxes.clear();
            receivers.clear();
            bytes = 0;
        });
    }
}
