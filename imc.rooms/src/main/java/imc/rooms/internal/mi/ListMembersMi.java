package imc.rooms.internal.mi;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.rooms.internal.failing.FailingMembers;
import imc.rooms.internal.state.Rooms;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_members}: who is in a room, and who is invited to it. */
@Component
@MiCommandProperties(name = "imc_list_members", parameters = "room",
        description = "Lists a room's members, the invited too; the room as sip:user@host, or its user part alone")
public final class ListMembersMi implements MiCommand {

    private final Rooms rooms;
    private final FailingMembers failing;

    @Activate
    public ListMembersMi(@Reference Rooms rooms, @Reference FailingMembers failing) {
        this.rooms = rooms;
        this.failing = failing;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        if (!(parameters.get("room") instanceof String name) || name.isBlank()) {
            throw MiException.badRequest("The parameter 'room' is missing: sip:user@host, or the user part alone");
        }
        Room room = find(name);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("room", room.address().toString());
        tree.put("members", room.members().stream().map(member -> row(room, member)).toList());
        tree.put("count", room.members().size());
        return tree;
    }

    private Room find(String name) throws MiException {
        if (name.indexOf('@') < 0 && name.indexOf(':') < 0) {
            return findByUser(name);
        }
        try {
            SipAddress address = SipAddress.parse(name.indexOf(':') < 0 ? "sip:" + name : name);
            return rooms.find(address).orElseThrow(() -> MiException.notFound("Room not found: " + address));
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest("'" + name + "' is no room address: " + e.getMessage());
        }
    }

    private Room findByUser(String user) throws MiException {
        List<Room> found = rooms.all().filter(room -> room.address().user().equals(user)
                || room.address().displayUser().equals(user)).toList();
        if (found.isEmpty()) {
            throw MiException.notFound("Room not found: " + user);
        }
        if (found.size() > 1) {
            throw MiException.badRequest("Several rooms are named " + user + ": "
                    + found.stream().map(room -> room.address().toString()).sorted().toList());
        }
        return found.get(0);
    }

    private Map<String, Object> row(Room room, Member member) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("user", member.address().toString());
        row.put("role", (member.role() == Role.INVITED ? Role.MEMBER : member.role()).word());
        row.put("state", member.role().isPresent() ? "joined" : "invited");
        FailingMembers.Missed missed = failing.missed(room.address(), member.address());
        row.put("failures", missed.copies());
        row.put("last_failure", missed.copies() == 0 ? "" : missed.last().status() + " " + missed.last().reason() + ", "
                + missed.at().truncatedTo(ChronoUnit.SECONDS));
        return row;
    }
}
