package imc.mi.gogo.internal;

import imc.api.mi.MiDispatcher;
import imc.api.mi.MiException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** One management command as Gogo calls it. It returns its result and prints nothing. */
final class GogoCommand implements Function {

    private final Syntax syntax;
    private final MiDispatcher dispatcher;

    GogoCommand(Syntax syntax, MiDispatcher dispatcher) {
        this.syntax = syntax;
        this.dispatcher = dispatcher;
    }

    /**
     * Runs the command, or tells how to use it where that is asked for.
     *
     * @throws WrongUsage    if the arguments are wrong
     * @throws CommandFailed if the command was refused
     */
    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws WrongUsage, CommandFailed {
        if (syntax.asksForHelp(arguments)) {
            return syntax.help();
        }
        Syntax.Call call = syntax.read(arguments);
        try {
            Object tree = dispatcher.run(syntax.signature().name(), call.values());
            return call.json() ? Json.text(tree) : Result.of(tree);
        } catch (MiException e) {
            if (e.kind() == MiException.Kind.WRONG_PARAMETERS) {
                throw new WrongUsage(e.getMessage());
            }
            throw new CommandFailed(e.code() + " " + e.getMessage(), e);
        }
    }
}
