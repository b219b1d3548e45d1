package imc.store.memory.internal;

import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps what was said for as long as it is active, and no longer. */
@Component(service = MessageArchive.class, property = "service.ranking:Integer=-100")
public final class MemoryArchive implements MessageArchive {

    private static final NavigableMap<Long, ArchivedMessage> NONE = Collections.emptyNavigableMap();

    /** What a message takes in memory beside its body, about. */
    private static final int MESSAGE = 500;

    private final AtOnce calls = new AtOnce();
    private final Map<SipAddress, NavigableMap<Long, ArchivedMessage>> rooms = new HashMap<>();
    private final long most;
    private long last;
    private long bytes;

    /** Takes an eighth of the heap at most. */
    @Activate
    public MemoryArchive() {
        this(Runtime.getRuntime().maxMemory() / 8);
    }

    /** @param most how many bytes are kept; where there are more, the room that has most loses its older half */
    MemoryArchive(long most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Void> append(ArchivedMessage message) {
        return calls.now(() -> {
            rooms.computeIfAbsent(message.room(), room -> new TreeMap<>()).put(++last, message);
            bytes += weight(message);
            while (bytes > most) {
                halve();
            }
            return null;
        });
    }

    private static long weight(ArchivedMessage message) {
        return MESSAGE + length(message);
    }

    private void halve() {
        SipAddress largest = rooms.keySet().stream().max(Comparator.comparingLong(this::weight)).orElseThrow();
        int[] left = {(of(largest).size() + 1) / 2};
        remove(largest, message -> left[0]-- > 0);
    }

    private long weight(SipAddress room) {
        return of(room).values().stream().mapToLong(MemoryArchive::weight).sum();
    }

    @Override
    public CompletionStage<Map<SipAddress, Amount>> amounts(Optional<SipAddress> room) {
        return calls.now(() -> asked(room).stream().filter(rooms::containsKey).collect(Collectors.toMap(each -> each,
                each -> new Amount(of(each).size(),
                        of(each).values().stream().mapToLong(MemoryArchive::length).sum()))));
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> last(SipAddress room, Optional<Instant> since, int count) {
        return calls.now(() -> {
            Deque<ArchivedMessage> found = new ArrayDeque<>();
            long bytes = 0;
            Iterator<ArchivedMessage> latest = of(room).descendingMap().values().iterator();
            while (found.size() < count && latest.hasNext()) {
                ArchivedMessage message = latest.next();
                if (since.isEmpty() || !message.sent().isBefore(since.get())) {
                    bytes += length(message);
                    if (bytes > MOST_BYTES && !found.isEmpty()) {
                        break;
                    }
                    found.addFirst(message);
                }
            }
            return List.copyOf(found);
        });
    }

    @Override
    public CompletionStage<List<Archived>> after(SipAddress room, long after, int count) {
        return calls.now(() -> {
            List<Archived> part = new ArrayList<>();
            long bytes = 0;
            for (Map.Entry<Long, ArchivedMessage> entry : of(room).tailMap(after, false).entrySet()) {
                bytes += length(entry.getValue());
                if (part.size() == count || bytes > MOST_BYTES && !part.isEmpty()) {
                    break;
                }
                part.add(new Archived(entry.getKey(), entry.getValue()));
            }
            return List.copyOf(part);
        });
    }

    private static int length(ArchivedMessage message) {
        return message.content().bytes().length;
    }

    private NavigableMap<Long, ArchivedMessage> of(SipAddress room) {
        return rooms.getOrDefault(room, NONE);
    }

    @Override
    public CompletionStage<Integer> trim(Optional<SipAddress> room, Instant before, int keep) {
        return calls.now(() -> asked(room).stream().mapToInt(each -> trim(each, before, keep)).sum());
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
        return calls.now(() -> remove(room, message -> true));
    }

    @Override
    public CompletionStage<Integer> deleteUser(SipAddress user, Optional<SipAddress> room) {
        return calls.now(() -> asked(room).stream()
                .mapToInt(each -> remove(each, message -> message.sender().equals(user))).sum());
    }

    /** In the order in which they came. Gives how many that were. */
    private int remove(SipAddress room, Predicate<ArchivedMessage> which) {
        NavigableMap<Long, ArchivedMessage> kept = rooms.get(room);
        if (kept == null) {
            return 0;
        }
        int before = kept.size();
        kept.values().removeIf(message -> {
            boolean goes = which.test(message);
            bytes -= goes ? weight(message) : 0;
            return goes;
        });
        if (kept.isEmpty()) {
            rooms.remove(room);
        }
        return before - kept.size();
    }

    @Override
    public CompletionStage<Integer> count(SipAddress room) {
        return calls.now(() -> of(room).size());
    }

    /** Forgets all messages. */
    @Deactivate
    public void close() {
        calls.close(() -> {
            rooms.clear();
            bytes = 0;
        });
    }
}
