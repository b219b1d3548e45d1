package imc.run.extension;

import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import org.osgi.service.component.annotations.Component;

/** The whole of a bundle that adds a command. */
@Component
@ImcCommandProperties(name = "echo", usage = "<text> [<room>]", help = "say it again")
public class Echo implements ImcCommand {

    @Override
    public Step run(CommandCall call) {
        return Step.done().noticing(call.sender(), call.argument("text").orElse(""));
    }
}
