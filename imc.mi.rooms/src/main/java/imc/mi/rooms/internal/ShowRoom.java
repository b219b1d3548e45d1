package imc.mi.rooms.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.Location;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiPage;
import imc.api.mi.MiRoom;
import imc.api.room.Reachability;
import imc.api.room.Rooms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code imc_room}: one room in full. */
@Component
@MiCommandProperties(name = "imc_room",
        parameters = {MiRoom.PARAMETER,
            "[from:integer] How many members to leave out at the beginning",
            "[count:integer] How many members to list at most"},
        description = "Shows a room: owner, who spoke last, what features say of it, its members with their contacts")
public final class ShowRoom implements MiCommand {

    private final Rooms rooms;
    private final Reachability reachability;
    private final LastSpoken spoken;
    private final Facts facts;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Location location;

    @Activate
    public ShowRoom(@Reference Rooms rooms, @Reference Reachability reachability, @Reference LastSpoken spoken,
            @Reference Facts facts) {
        this.rooms = rooms;
        this.reachability = reachability;
        this.spoken = spoken;
        this.facts = facts;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiPage page = MiPage.of(parameters);
        Room room = MiRoom.of(rooms, parameters).room();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("room", room.address().toString());
        tree.put("owner", room.owner().map(owner -> owner.address().toString()).orElse(""));
        tree.put("private", room.isPrivate());
        tree.put("present", room.presentCount());
        tree.put("count", room.members().size());
        spoken.in(room.address()).ifPresent(last -> {
            tree.put("last_message", last.at().toString());
            tree.put("last_speaker", last.speaker().toString());
        });
        facts.of(room).forEach(tree::putIfAbsent);
        tree.put("members", page.of(room.members(), member -> row(room, member)));
        return tree;
    }

    private Map<String, Object> row(Room room, Member member) {
        Map<String, Object> row = ListMembers.row(room, member, reachability);
        row.put("invited_by", member.inviter().map(SipAddress::toString).orElse(""));
        Location known = location;
        row.put("contacts", known == null ? List.of()
                : known.contacts(member.address()).stream().map(Contact::uri).toList());
        facts.of(room, member).forEach(row::putIfAbsent);
        return row;
    }
}
