package imc.store.memory.internal;

import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps what was said for as long as it is active, and no longer. */
@Component(service = MessageArchive.class, property = "service.ranking:Integer=-100")
public final class MemoryArchive implements MessageArchive {

    private static final NavigableMap<Long, ArchivedMessage> NONE = Collections.emptyNavigableMap();

    private final Map<SipAddress, NavigableMap<Long, ArchivedMessage>> rooms = new HashMap<>();
    private long last;
    private boolean closed;

    @Override
    public CompletionStage<Void> append(ArchivedMessage message) {
        return now(() -> {
            rooms.computeIfAbsent(message.room(), room -> new TreeMap<>()).put(++last, message);
            return null;
        });
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> last(SipAddress room, Optional<Instant> since, int count) {
        return now(() -> {
            Deque<ArchivedMessage> found = new ArrayDeque<>();
            Iterator<ArchivedMessage> latest = of(room).descendingMap().values().iterator();
            while (found.size() < count && latest.hasNext()) {
                ArchivedMessage message = latest.next();
                if (since.isEmpty() || !message.sent().isBefore(since.get())) {
                    found.addFirst(message);
                }
            }
            return List.copyOf(found);
        });
    }

    @Override
    public CompletionStage<List<Archived>> after(SipAddress room, long after, int count) {
        return now(() -> of(room).tailMap(after, false).entrySet().stream().limit(count)
                .map(entry -> new Archived(entry.getKey(), entry.getValue())).toList());
    }

    private NavigableMap<Long, ArchivedMessage> of(SipAddress room) {
        return rooms.getOrDefault(room, NONE);
    }

    @Override
    public CompletionStage<Integer> trim(Optional<SipAddress> room, Instant before, int keep) {
        return now(() -> asked(room).stream().mapToInt(each -> trim(each, before, keep)).sum());
    }

    private int trim(SipAddress room, Instant before, int keep) {
        int old = remove(room, message -> message.sent().isBefore(before));
        int[] tooMany = {of(room).size() - keep};
        return old + remove(room, message -> tooMany[0]-- > 0);
    }

    private Collection<SipAddress> asked(Optional<SipAddress> room) {
        return room.map(List::of).orElseGet(() -> List.copyOf(rooms.keySet()));
    }

    @Override
    public CompletionStage<Integer> delete(SipAddress room) {
        return now(() -> remove(room, message -> true));
    }

    @Override
    public CompletionStage<Integer> deleteUser(SipAddress user, Optional<SipAddress> room) {
        return now(() -> asked(room).stream()
                .mapToInt(each -> remove(each, message -> message.sender().equals(user))).sum());
    }

    /** In the order in which they came. Gives how many that were. */
    private int remove(SipAddress room, Predicate<ArchivedMessage> which) {
        NavigableMap<Long, ArchivedMessage> kept = rooms.get(room);
        if (kept == null) {
            return 0;
        }
        int before = kept.size();
        kept.values().removeIf(which);
        if (kept.isEmpty()) {
            rooms.remove(room);
        }
        return before - kept.size();
    }

    @Override
    public CompletionStage<Integer> count(SipAddress room) {
        return now(() -> of(room).size());
    }

    private synchronized <T> CompletionStage<T> now(Supplier<T> work) {
        return closed ? CompletableFuture.failedFuture(new StoreException("the store is closed"))
                : CompletableFuture.completedFuture(work.get());
    }

    /** Forgets all messages. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        rooms.clear();
    }
}
