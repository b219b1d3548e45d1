package imc.room.nick.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_set_nick}: gives a member a name, or takes away the one that he has. */
@Component
@MiCommandProperties(name = SetNick.NAME,
        parameters = {MiRoom.PARAMETER, "user As sip:user@host, or the user part alone",
            "[nick] As #nick takes it; left out, the name is taken away"},
        description = "Sets how a member is called in a room, or takes his name there away; all are told")
public final class SetNick implements MiCommand {

    static final String NAME = "imc_set_nick";
    private static final int NO_SUCH_MEMBER = 6;
    private static final int NOT_FOUND = 404;

    private final Rooms rooms;

    @Activate
    public SetNick(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        SipAddress user = found.user(Objects.toString(parameters.get("user"), ""));
        Optional<String> name = Optional.ofNullable(parameters.get("nick")).map(Object::toString).map(String::strip)
                .filter(text -> !text.isEmpty()).map(Nicks::spelt);
        return found.act(NAME, name.isPresent() ? "set" : "taken", (call, room) -> setting(call, room, user, name));
    }

    private static Step setting(CommandCall call, Room room, SipAddress user, Optional<String> name) {
        Optional<Member> member = room.member(user).filter(one -> one.role().isPresent());
        if (member.isEmpty()) {
            return Nicks.CHECKS.refused(call, NO_SUCH_MEMBER, NOT_FOUND);
        }
        if (member.get().name().equals(name)) {
            return Step.done();
        }
        Optional<Answer> objection = name.flatMap(wanted -> Nicks.objection(call.language(), room, user, wanted));
        return objection.map(Step::refused).orElseGet(() -> name.map(wanted -> Nicks.giving(room, user, wanted))
                .orElseGet(() -> Nicks.taking(room, user)));
    }
}
