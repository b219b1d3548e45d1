package imc.rooms.internal.store;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.StoreException;
import imc.rooms.internal.state.Rooms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory and one store, on their way to the same rooms. It remembers what the store has, so that what is done twice is
 * done for the difference only. Used by one thread.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    /** So many rooms are under way to the store at once; it shares its commits among them. */
    private static final int UNDER_WAY = 1000;
    /** A store that says nothing for so long is given up. */
    private static final int SILENT_SECONDS = 30;

    private final Rooms rooms;
    private final StoreCandidate store;
    private final Map<SipAddress, Room> stored = new HashMap<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
    private int written;

    Reconciliation(Rooms rooms, StoreCandidate store) {
        this.rooms = rooms;
        this.store = store;
    }

    /** Reads what the store has. */
    void read() throws StoreException {
        store.store().load(new RoomReceiver() {
            @Override
            public void room(Room room) {
                stored.put(room.address(), room);
            }

            @Override
            public void damaged(String where, String why) {
                LOG.error("{} cannot be served and is left as it is: {}", where, why);
            }
        });
    }

    boolean storeIsEmpty() {
        return stored.isEmpty();
    }

    /** Rooms that were written or destroyed in the store. */
    int written() {
        return written;
    }

    /** Gives the store what memory has and it has not; those of its rooms that memory does not know stay. */
    void write() throws StoreException, InterruptedException {
        for (Room room : (Iterable<Room>) rooms.all()::iterator) {
            Room before = stored.get(room.address());
            if (before != room) {
                send(changes(before, room));
                stored.put(room.address(), room);
            }
        }
        await();
    }

    /** Destroys in the store what memory does not know. */
    void removeUnknown() throws StoreException, InterruptedException {
        for (SipAddress address : List.copyOf(stored.keySet())) {
            if (rooms.find(address).isEmpty()) {
                send(List.of(new Change.RoomDestroyed(address)));
                stored.remove(address);
            }
        }
        await();
    }

    /** Takes into memory what only the store knows. */
    int adoptUnknown() {
        int adopted = 0;
        for (Room room : stored.values()) {
            if (rooms.find(room.address()).isEmpty()) {
                rooms.adopt(room.address(), room);
                adopted++;
            }
        }
        return adopted;
    }

    /** Puts the store's rooms in the place of those in memory. */
    int replaceMemory() {
        rooms.all().map(Room::address).filter(address -> !stored.containsKey(address))
                .forEach(address -> rooms.adopt(address, null));
        stored.forEach(rooms::adopt);
        return stored.size();
    }

    private void send(List<Change> changes) throws StoreException, InterruptedException {
        if (!changes.isEmpty()) {
            written++;
            CompletableFuture<Void> durable = new CompletableFuture<>();
            underWay.add(durable);
            store.write(changes, durable);
            if (underWay.size() == UNDER_WAY) {
                await();
            }
        }
    }

    private void await() throws StoreException, InterruptedException {
        try {
            for (CompletableFuture<Void> durable : underWay) {
                durable.get(SILENT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new StoreException("a room cannot be written: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new StoreException("a room cannot be written: no answer for " + SILENT_SECONDS + " s");
        } finally {
            underWay.clear();
        }
    }

    /** What turns one state of a room, or none, into another. */
    static List<Change> changes(Room from, Room to) {
        List<Change> changes = new ArrayList<>();
        SipAddress address = to.address();
        Room base = from;
        if (base == null || base.isPrivate() != to.isPrivate()) {
            if (base != null) {
                changes.add(new Change.RoomDestroyed(address));
            }
            changes.add(new Change.RoomCreated(address, to.isPrivate()));
            base = Room.empty(address, to.isPrivate());
        }
        for (Member member : base.members()) {
            if (to.member(member.address()).isEmpty()) {
                changes.add(new Change.MemberRemoved(address, member.address()));
            }
        }
        for (Member member : to.members()) {
            Optional<Member> was = base.member(member.address());
            if (was.isEmpty() || !was.get().with(member.properties()).equals(member)) {
                changes.add(new Change.MemberPut(address, member));
            }
            changes.addAll(changes(was.map(Member::properties).orElse(Properties.NONE), member.properties(),
                    (name, value) -> new Change.MemberPropertyPut(address, member.address(), name, value)));
        }
        changes.addAll(changes(base.properties(), to.properties(),
                (name, value) -> new Change.RoomPropertyPut(address, name, value)));
        return changes;
    }

    /** First what goes, so that there are never too many. */
    private static List<Change> changes(Properties from, Properties to,
            BiFunction<String, Optional<String>, Change> change) {
        if (from.equals(to)) {
            return List.of();
        }
        return Stream.concat(from.names().stream().filter(name -> to.get(name).isEmpty()),
                to.names().stream().filter(name -> !to.get(name).equals(from.get(name))))
                .map(name -> change.apply(name, to.get(name))).toList();
    }
}
