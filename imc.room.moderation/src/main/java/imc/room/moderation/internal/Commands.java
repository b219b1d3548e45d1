package imc.room.moderation.internal;

import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The commands of the owner and admins: how they are called. What they do says {@link Act}. */
@Component(service = {})
public final class Commands {

    private final List<ServiceRegistration<ImcCommand>> registrations;

    @Activate
    public Commands(BundleContext context) {
        registrations = all(InstantSource.system()).stream().map(command -> context.registerService(ImcCommand.class,
                command, FrameworkUtil.asDictionary(command.properties()))).toList();
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    static List<Command> all(InstantSource clock) {
        return List.of(
                new Command("kick", "<user> [<room>] [<reason...>]", Refusal.BANS, Act::kick, clock),
                new Command("ban", "<user>|*@<host> [for <time>] [<room>] [<reason...>]", Refusal.BANS, Act::ban,
                        clock),
                new Command("unban", "<user>|*@<host> [<room>]", Refusal.BANS,
                        act -> act.end(Lists.BANS, act.user()), clock),
                new Command("bans", "[<room>]", Refusal.BANS, Act::bans, clock),
                new Command("mute", "<user> [for <time>] [<room>]", Refusal.SPEECH, Act::mute, clock),
                new Command("unmute", "<user> [<room>]", Refusal.SPEECH,
                        act -> act.end(Lists.MUTES, act.user()), clock),
                new Command("moderated", "<on|off> [<room>]", Refusal.SPEECH, Act::moderated, clock),
                new Command("voice", "<user> [<room>]", Refusal.SPEECH, Act::voice, clock),
                new Command("devoice", "<user> [<room>]", Refusal.SPEECH,
                        act -> act.end(Lists.VOICES, act.user()), clock));
    }

    /** One of them. */
    record Command(String name, String usage, int first, Function<Act, Step> act, InstantSource clock)
            implements ImcCommand {

        Map<String, String> properties() {
            return Map.of(NAME, name, USAGE, usage, HELP, Refusal.TEXTS.get(Language.NONE, "help." + name),
                    DETAILS, Refusal.TEXTS.get(Language.NONE, "details." + name));
        }

        @Override
        public Step run(CommandCall call) {
            return new Checks(Refusal.TEXTS, first).check(call, sender -> sender.role().governs(), (room, sender) -> {
                try {
                    return act.apply(new Act(call, room, Optional.of(sender), clock.instant()));
                } catch (Refusal refusal) {
                    return Step.refused(refusal.answer(call.language(), first));
                }
            });
        }

        @Override
        public Optional<Texts> texts() {
            return Optional.of(Refusal.TEXTS);
        }
    }
}
