package imc.commands.internal.command;

import imc.api.command.CommandCall;
import imc.api.command.CommandDescription;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Step;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/**
 * {@code #help}: lists the commands that there are, a line for each, or says all of one. That nearly every command may
 * name a room behind all else is said once, and not in each line.
 */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "help", usage = "[<command>]", help = "list the commands or explain one")
public final class Help implements StandardCommand {

    private static final String ROOM = "[<room>]";

    @Override
    public Step run(CommandCall call) {
        Optional<String> word = call.argument("command").map(name -> name.startsWith(call.startChar())
                ? name.substring(call.startChar().length()) : name);
        if (word.isEmpty()) {
            return Step.done().telling(call.sender(), call.commands().stream()
                    .map(command -> line(call, command, withoutLast(command.usage())))
                    .collect(Collectors.joining("\n", Words.to(call, "commands") + "\n", "")));
        }
        return Step.done().telling(call.sender(), call.commands().stream()
                .filter(command -> isNamed(command, word.get())).findFirst()
                .map(command -> whole(call, command))
                .orElseGet(() -> Notice.MARK + Words.to(call, "invalid", word.get(), call.startChar())));
    }

    private static boolean isNamed(CommandDescription command, String name) {
        return command.name().equalsIgnoreCase(name) || command.aliases().stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String whole(CommandCall call, CommandDescription command) {
        String details = command.details(call.language());
        return line(call, command, command.usage()) + (details.isEmpty() ? "" : "\n" + details);
    }

    private static String withoutLast(String usage) {
        return usage.endsWith(ROOM) ? usage.substring(0, usage.length() - ROOM.length()) : usage;
    }

    private static String line(CommandCall call, CommandDescription command, String usage) {
        String start = call.startChar();
        String aliases = command.aliases().isEmpty() ? ""
                : " (" + Words.to(call, "also", command.aliases().stream().map(start::concat)
                        .collect(Collectors.joining(", "))) + ")";
        return (start + command.name() + " " + usage).strip() + " - " + command.help(call.language()) + aliases;
    }
}
