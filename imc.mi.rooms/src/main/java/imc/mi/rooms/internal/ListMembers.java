package imc.mi.rooms.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiPage;
import imc.api.mi.MiRoom;
import imc.api.room.Reachability;
import imc.api.room.Rooms;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_members}: who is in a room, and who is invited to it. */
@Component
@MiCommandProperties(name = "imc_list_members",
        parameters = {MiRoom.PARAMETER,
            "[from:integer] How many to leave out at the beginning", "[count:integer] How many to list at most"},
        description = "Lists a room's members, the invited too",
        lines = {"ROOM:: {room} NR_OF_MEMBERS={count}", "members \tMEMBER:: {user}"})
public final class ListMembers implements MiCommand {

    private final Rooms rooms;
    private final Reachability reachability;

    @Activate
    public ListMembers(@Reference Rooms rooms, @Reference Reachability reachability) {
        this.rooms = rooms;
        this.reachability = reachability;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiPage page = MiPage.of(parameters);
        Room room = MiRoom.of(rooms, parameters).room();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("room", room.address().toString());
        tree.put("members", page.of(room.members(), member -> row(room, member, reachability)));
        tree.put("count", room.members().size());
        return tree;
    }

    /** One member, as both lists of members have it. */
    static Map<String, Object> row(Room room, Member member, Reachability reachability) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("user", member.address().toString());
        row.put("role", (member.role() == Role.INVITED ? Role.MEMBER : member.role()).word());
        row.put("state", member.role().isPresent() ? "joined" : "invited");
        Optional<Reachability.Missed> missed = reachability.missed(room.address(), member.address());
        row.put("failures", missed.map(Reachability.Missed::copies).orElse(0));
        row.put("last_failure", missed.map(failed -> failed.last().status() + " " + failed.last().reason() + ", "
                + failed.at().truncatedTo(ChronoUnit.SECONDS)).orElse(""));
        return row;
    }
}
