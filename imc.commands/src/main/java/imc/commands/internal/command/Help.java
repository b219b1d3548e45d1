package imc.commands.internal.command;

import imc.api.command.CommandCall;
import imc.api.command.CommandDescription;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** {@code #help}: lists the commands that there are. */
@Component
@ImcCommandProperties(name = "help", usage = "", help = "list the commands")
public final class Help implements ImcCommand {

    @Override
    public Step run(CommandCall call) {
        return Step.done().telling(call.sender(), call.commands().stream()
                .map(command -> line(call.startChar(), command))
                .collect(Collectors.joining("\n", "Commands:\n", "")));
    }

    private static String line(String startChar, CommandDescription command) {
        String usage = (startChar + command.name() + " " + command.usage()).strip();
        String aliases = command.aliases().isEmpty() ? ""
                : " (also " + command.aliases().stream().map(startChar::concat).collect(Collectors.joining(", ")) + ")";
        return usage + " - " + command.help() + aliases;
    }
}
