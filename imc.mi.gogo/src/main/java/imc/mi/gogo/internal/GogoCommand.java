package imc.mi.gogo.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One management command as Gogo calls it. It returns its result and prints nothing. */
final class GogoCommand implements Function {

    private static final Logger LOG = LoggerFactory.getLogger(GogoCommand.class);

    private final Syntax syntax;
    private final MiCommand command;

    GogoCommand(Syntax syntax, MiCommand command) {
        this.syntax = syntax;
        this.command = command;
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
        try {
            return Result.of(command.execute(syntax.parameters(arguments)));
        } catch (MiException e) {
            throw new CommandFailed(e.code() + " " + e.getMessage(), e);
        } catch (RuntimeException e) {
            LOG.error("{} failed", syntax.command(), e);
            throw new CommandFailed("500 " + e, e);
        }
    }
}
