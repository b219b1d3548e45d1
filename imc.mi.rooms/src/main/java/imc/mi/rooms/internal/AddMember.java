package imc.mi.rooms.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.transport.RoomAddresses;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code imc_add_member}: makes somebody a member. */
@Component
@MiCommandProperties(name = "imc_add_member",
        parameters = {MiRoom.PARAMETER, "user As sip:user@host, or the user part alone",
            "[role] member (as if left out), admin or owner"},
        description = "Makes a user a member of a room without asking; all are told")
public final class AddMember implements MiCommand {

    private final Rooms rooms;
    private final List<RoomAddresses> addresses = new CopyOnWriteArrayList<>();

    @Activate
    public AddMember(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAddresses(RoomAddresses one) {
        addresses.add(one);
    }

    void removeAddresses(RoomAddresses one) {
        addresses.remove(one);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        SipAddress user = found.user((String) parameters.get("user"));
        if (!addresses.stream().allMatch(one -> one.canBeUser(user))) {
            throw MiException.badRequest(noUser(user));
        }
        Role role = Roles.read((String) parameters.getOrDefault("role", Role.MEMBER.word()));
        return found.act("imc_add_member", "added", (call, room) -> adding(call, room, user, role));
    }

    private static String noUser(SipAddress user) {
        return "Bad user address: " + user + " is no user: it is a room, or takes commands only";
    }

    private static Step adding(CommandCall call, Room room, SipAddress user, Role role) {
        if (room.isPresent(user)) {
            return Step.refused(ReturnCode.INVITE_ALREADY_MEMBER);
        }
        if (!call.canBeUser(user)) {
            return Step.refused(Answer.of(ReturnCode.INVITE_BAD_USER, noUser(user)));
        }
        Member member = new Member(user, Role.MEMBER);
        Room joined = room.with(member);
        Step added = Step.done()
                .changing(new Change.MemberPut(room.address(), member))
                .noticing(joined.present(), Words.to(room, "joined", joined.label(user)));
        return role == Role.MEMBER ? added : Roles.giving(added, joined, user, role);
    }
}
