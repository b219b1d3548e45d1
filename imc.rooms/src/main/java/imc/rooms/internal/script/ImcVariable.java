package imc.rooms.internal.script;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Interpretation;
import imc.api.command.Interpreter;
import imc.api.room.Rooms;
import imc.api.script.PseudoVariable;
import imc.api.script.PseudoVariableProperties;
import imc.api.script.ScriptSubject;
import imc.rooms.internal.settings.ConferenceSettings;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code $imc(room)}, {@code $imc(role)} and the like: what a script can read of a room. */
@Component
@PseudoVariableProperties(name = "imc", argument = "room|member|role|command|code|count",
        help = "Of the room that it is about: its address; the sender's address and role (owner, admin, member,"
                + " invited); the command in the body; what imc_manager() has returned; how many members there are",
        example = "owner")
public final class ImcVariable implements PseudoVariable {

    private final Rooms rooms;
    private final ConferenceSettings settings;
    private final Subjects subjects;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Interpreter interpreter;

    @Activate
    public ImcVariable(@Reference Rooms rooms, @Reference ConferenceSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
        this.subjects = new Subjects(settings);
    }

    @Override
    public String read(ScriptSubject subject, String argument) {
        return switch (argument) {
            case "room" -> text(subjects.room(subject));
            case "member" -> text(subjects.member(subject));
            case "role" -> told(subject, ScriptSubject.ROLE).or(() -> room(subject)
                    .flatMap(room -> subjects.member(subject).flatMap(room::member))
                    .map(member -> member.role().word())).orElse("");
            case "count" -> told(subject, ScriptSubject.COUNT)
                    .or(() -> room(subject).map(room -> Integer.toString(room.presentCount()))).orElse("");
            case "command" -> told(subject, ScriptSubject.COMMAND)
                    .or(() -> command(subject)).orElse("");
            case "code" -> subject.fact(ScriptSubject.CODE);
            default -> throw new IllegalArgumentException("$imc(" + argument + ") is unknown; there are room, member,"
                    + " role, command, code and count");
        };
    }

    /** As it was when something happened: now it may be otherwise. */
    private static Optional<String> told(ScriptSubject subject, String fact) {
        return Optional.of(subject.fact(fact)).filter(text -> !text.isEmpty());
    }

    private static String text(Optional<SipAddress> address) {
        return address.map(SipAddress::toString).orElse("");
    }

    private Optional<Room> room(ScriptSubject subject) {
        return subjects.room(subject).flatMap(rooms::room);
    }

    private Optional<String> command(ScriptSubject subject) {
        Interpreter reader = interpreter;
        return reader == null ? Optional.empty() : subjects.command(subject).flatMap(text -> subjects.room(subject)
                .flatMap(room -> name(reader.read(text, room, settings.startChar(), address -> true))));
    }

    private static Optional<String> name(Interpretation read) {
        return read instanceof Interpretation.Call call ? Optional.of(call.name())
                : read instanceof Interpretation.Refused refused ? refused.name() : Optional.empty();
    }
}
