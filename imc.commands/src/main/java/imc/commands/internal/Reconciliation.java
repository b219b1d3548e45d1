package imc.commands.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings memory and a store that has just come level: rooms that only one of them has go to the other; where both
 * have a room and it differs, memory is right, because people have gone on chatting in it.
 */
final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final Rooms rooms;

    Reconciliation(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Makes the two level. No room may change meanwhile. */
    void with(RoomStore store) throws StoreException, InterruptedException {
        Map<SipAddress, Room> stored = new HashMap<>();
        store.load(new RoomReceiver() {
            @Override
            public void room(Room room) {
                stored.put(room.address(), room);
            }

            @Override
            public void damaged(String where, String why) {
                LOG.error("{} cannot be served and is left as it is: {}", where, why);
            }
        });
        int written = writeWhatIsMissing(store, stored);
        int read = 0;
        for (Room room : stored.values()) {
            if (rooms.find(room.address()).isEmpty()) {
                rooms.put(room.address(), room);
                read++;
            }
        }
        LOG.info("the store serves: {} rooms, {} read from it, {} brought up to date in it", rooms.size(), read, written);
    }

    private int writeWhatIsMissing(RoomStore store, Map<SipAddress, Room> stored)
            throws StoreException, InterruptedException {
        int written = 0;
        for (Room room : (Iterable<Room>) rooms.all()::iterator) {
            List<Change> missing = changes(stored.get(room.address()), room);
            if (!missing.isEmpty()) {
                written++;
                try {
                    store.write(missing).toCompletableFuture().get();
                } catch (ExecutionException e) {
                    throw new StoreException(room.address() + " cannot be written", e.getCause());
                }
            }
        }
        return written;
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
            if (!base.member(member.address()).equals(Optional.of(member))) {
                changes.add(new Change.MemberPut(address, member));
            }
        }
        return changes;
    }
}
