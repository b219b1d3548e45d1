package imc.room.nick.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.text.Texts;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code #whois}: tells the owner and admins who is called so. */
@Component
@ImcCommandProperties(name = "whois", usage = "<name> [<room>]", help = "show who is called so",
        details = "For the owner and admins. A name is found that looks like it, too.")
public final class Whois implements ImcCommand {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    @Activate
    public Whois() {
        // remembers nothing
    }

    @Override
    public Optional<Texts> texts() {
        return Optional.of(Nicks.TEXTS);
    }

    @Override
    public Step run(CommandCall call) {
        return Nicks.CHECKS.check(call, member -> member.role().governs(), (room, sender) -> {
            Optional<String> name = call.argument("name");
            if (name.isEmpty()) {
                return Nicks.CHECKS.refused(call, 5, BAD_REQUEST);
            }
            return find(call, room, name.get().replaceAll("^\\[|\\]$", ""))
                    .map(found -> Step.done().noticing(call.sender(), Nicks.TEXTS.get(call.language(), "whois",
                            room.label(found.address()), found.address(), found.role().word())))
                    .orElseGet(() -> Nicks.CHECKS.refused(call, 6, NOT_FOUND));
        });
    }

    private static Optional<Member> find(CommandCall call, Room room, String name) {
        try {
            Optional<Member> meant = room.member(call.address(name));
            if (meant.isPresent()) {
                return meant;
            }
        } catch (IllegalArgumentException e) {
            // no address, but perhaps what somebody is called
        }
        String skeleton = Skeleton.of(name.substring(0, name.offsetByCodePoints(0,
                Math.min(Nicks.MOST, name.codePointCount(0, name.length())))));
        return room.members().stream().filter(member -> member.name().filter(own ->
                Skeleton.of(own).equals(skeleton)).isPresent()).findFirst();
    }
}
