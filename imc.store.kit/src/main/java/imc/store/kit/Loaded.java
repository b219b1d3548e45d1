package imc.store.kit;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a store gave when it was read. */
public final class Loaded implements RoomReceiver {

    public final Map<SipAddress, Room> rooms = new LinkedHashMap<>();
    public final List<String> damages = new ArrayList<>();

    public static Loaded from(RoomStore store) throws StoreException {
        Loaded loaded = new Loaded();
        store.load(loaded);
        return loaded;
    }

    @Override
    public void room(Room room) {
        if (rooms.put(room.address(), room) != null) {
            throw new AssertionError(room.address() + " came twice");
        }
    }

    @Override
    public void damaged(String where, String why) {
        damages.add(where + ": " + why);
    }

    public boolean has(String room) {
        return rooms.containsKey(SipAddress.parse(room));
    }

    /** A room that has to be there. */
    public Room room(String address) {
        Room room = rooms.get(SipAddress.parse(address));
        if (room == null) {
            throw new AssertionError("there is no " + address + " among " + rooms.keySet());
        }
        return room;
    }

    public Map<String, String> properties(String room) {
        return room(room).properties().asMap();
    }

    public Map<String, String> properties(String room, String user) {
        return room(room).member(SipAddress.parse(user)).orElseThrow().properties().asMap();
    }

    /** The members with their roles, in their order: {@code sip:a@x OWNER, sip:b@x MEMBER}. */
    public String members(String room) {
        return String.join(", ", room(room).members().stream().map(m -> m.address() + " " + m.role()).toList());
    }
}
