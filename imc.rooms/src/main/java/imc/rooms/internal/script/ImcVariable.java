package imc.rooms.internal.script;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Interpretation;
import imc.api.command.Interpreter;
import imc.api.room.Rooms;
import imc.api.script.PseudoVariable;
import imc.api.script.PseudoVariableProperties;
import imc.api.script.ScriptSubject;
import imc.api.sip.SipRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<Interpreter> interpreter = new AtomicReference<>();

    @Activate
    public ImcVariable(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public String read(ScriptSubject subject, String argument) {
        return switch (argument) {
            case "room" -> text(Addresses.room(subject));
            case "member" -> text(Addresses.member(subject));
            case "role" -> told(subject, ScriptSubject.ROLE).or(() -> room(subject)
                    .flatMap(room -> Addresses.member(subject).flatMap(room::member))
                    .map(member -> member.role().word())).orElse("");
            case "count" -> told(subject, ScriptSubject.COUNT)
                    .or(() -> room(subject).map(room -> Integer.toString(room.presentCount()))).orElse("");
            case "command" -> told(subject, ScriptSubject.COMMAND)
                    .or(() -> subject.request().flatMap(request -> command(request, subject))).orElse("");
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
        return Addresses.room(subject).flatMap(rooms::room);
    }

    private Optional<String> command(SipRequest request, ScriptSubject subject) {
        Interpreter reader = interpreter.get();
        Optional<SipAddress> room = Addresses.room(subject);
        String body = new String(request.body(), StandardCharsets.UTF_8);
        // A letter, a digit or a blank cannot begin one, and what can is the operator's to say.
        if (reader == null || room.isEmpty() || body.isEmpty() || Character.isLetterOrDigit(body.charAt(0))) {
            return Optional.empty();
        }
        Interpretation read = reader.read(body, room.get(), body.substring(0, 1), address -> true);
        return read instanceof Interpretation.Call call ? Optional.of(call.name())
                : read instanceof Interpretation.Refused refused ? refused.name() : Optional.empty();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindInterpreter(Interpreter arrived) {
        interpreter.set(arrived);
    }

    void unbindInterpreter(Interpreter leaving) {
        interpreter.compareAndSet(leaving, null);
    }
}
