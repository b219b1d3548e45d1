package imc.mi.rooms.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.mi.MiException;
import imc.api.room.Rooms;
import java.util.List;

/** Finds what a person names. */
final class Find {

    private static final int NAMED = 10;

    private Find() {
    }

    /** In Kamailio's words, to the letter. */
    static MiException none() {
        return MiException.notFound("no such room");
    }

    /** The room: {@code sip:user@host}, {@code user@host}, or the user part alone where one room has it. */
    static Room room(Rooms rooms, String name) throws MiException {
        if (isUserPart(name)) {
            return byUserPart(rooms, name);
        }
        try {
            return rooms.room(SipAddress.parse(name.indexOf(':') < 0 ? "sip:" + name : name)).orElseThrow(Find::none);
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("'" + name + "' is no room's address: " + e.getMessage());
        }
    }

    /** A user: {@code sip:user@host}, or {@code user@host}, or the user part alone of one at the room's host. */
    static SipAddress user(Room room, String name) throws MiException {
        try {
            return SipAddress.resolve(name, room.address());
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("'" + name + "' is no user's address: " + e.getMessage());
        }
    }

    private static boolean isUserPart(String name) {
        return name.indexOf('@') < 0 && name.indexOf(':') < 0;
    }

    private static Room byUserPart(Rooms rooms, String user) throws MiException {
        List<Room> found = rooms.rooms().filter(room -> room.address().user().equals(user)
                || room.address().displayUser().equals(user)).limit(NAMED + 1L).toList();
        if (found.isEmpty()) {
            throw none();
        }
        if (found.size() > 1) {
            throw MiException.badRequest("several rooms are named " + user + ": "
                    + found.stream().limit(NAMED).map(room -> room.address().toString()).sorted().toList()
                    + (found.size() > NAMED ? " and more" : ""));
        }
        return found.get(0);
    }
}
