package imc.mi.gogo.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiDispatcher;
import imc.api.mi.MiSignature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a Gogo command of every {@link MiCommand} service, for as long as that service is there. Gogo hands the
 * arguments to a {@link Function} as they are, so that we, not its reflection, say what is wrong with them.
 * <p>
 * Gogo's own {@code help} lists nothing but methods, and so not these commands; it does list {@code imc:commands},
 * which lists them.
 */
@Component(immediate = true, service = GogoCommands.class, property = {
    CommandProcessor.COMMAND_SCOPE + "=" + Syntax.SCOPE, CommandProcessor.COMMAND_FUNCTION + "=commands"})
public final class GogoCommands {

    private static final Logger LOG = LoggerFactory.getLogger(GogoCommands.class);

    private static final Syntax COMMANDS =
            new Syntax(new MiSignature("imc_commands", List.of(), List.of(),
                    "Lists the commands of the management interface", List.of()));

    private final BundleContext context;
    private final MiDispatcher dispatcher;
    private final Map<Object, Registered> registered = new ConcurrentHashMap<>();

    private record Registered(Syntax syntax, ServiceRegistration<Function> registration) {
    }

    /** Starts without commands; Declarative Services adds them. */
    @Activate
    public GogoCommands(BundleContext context, @Reference MiDispatcher dispatcher) {
        this.context = context;
        this.dispatcher = dispatcher;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommand(MiCommand command, Map<String, Object> properties) {
        Syntax syntax;
        try {
            syntax = new Syntax(MiSignature.of(properties));
        } catch (IllegalArgumentException e) {
            LOG.error("{} is no command in the shell: {}", command.getClass().getName(), e.getMessage());
            return;
        }
        Dictionary<String, Object> service = new Hashtable<>();
        service.put(CommandProcessor.COMMAND_SCOPE, Syntax.SCOPE);
        service.put(CommandProcessor.COMMAND_FUNCTION, syntax.functions());
        service.put(Constants.SERVICE_DESCRIPTION, syntax.description());
        Optional.ofNullable(properties.get(Constants.SERVICE_RANKING))
                .ifPresent(ranking -> service.put(Constants.SERVICE_RANKING, ranking));
        registered.put(properties.get(Constants.SERVICE_ID), new Registered(syntax,
                context.registerService(Function.class, new GogoCommand(syntax, dispatcher), service)));
    }

    void updatedCommand(MiCommand command, Map<String, Object> properties) {
        removeCommand(command, properties);
        addCommand(command, properties);
    }

    void removeCommand(MiCommand command, Map<String, Object> properties) {
        Optional.ofNullable(registered.remove(properties.get(Constants.SERVICE_ID)))
                .ifPresent(gone -> gone.registration().unregister());
    }

    /** The command {@code imc:commands}: the commands that there are now, in alphabetical order. */
    @Descriptor("Lists the commands of the management interface")
    public Object commands(Object... arguments) throws WrongUsage, CommandFailed {
        if (COMMANDS.asksForHelp(Arrays.asList(arguments))) {
            return COMMANDS.help();
        }
        boolean json = COMMANDS.read(Arrays.asList(arguments)).json();
        List<Map<String, Object>> rows = registered.values().stream()
                .map(Registered::syntax)
                .sorted(Comparator.comparing(Syntax::command))
                .map(GogoCommands::row)
                .toList();
        return json ? Json.text(rows) : Result.of(rows);
    }

    private static Map<String, Object> row(Syntax syntax) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("command", syntax.call());
        row.put("description", syntax.description());
        return row;
    }
}
