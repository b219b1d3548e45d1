package imc.mi.gogo.internal;

import imc.api.mi.MiCommand;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
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
 */
@Component(immediate = true, service = {})
public final class GogoCommands {

    private static final Logger LOG = LoggerFactory.getLogger(GogoCommands.class);

    private final BundleContext context;
    private final Map<Object, ServiceRegistration<Function>> registrations = new ConcurrentHashMap<>();

    /** Starts without commands; Declarative Services adds them. */
    @Activate
    public GogoCommands(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommand(MiCommand command, Map<String, Object> properties) {
        Syntax syntax;
        try {
            syntax = Syntax.of(properties);
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
        registrations.put(properties.get(Constants.SERVICE_ID),
                context.registerService(Function.class, new GogoCommand(syntax, command), service));
    }

    void updatedCommand(MiCommand command, Map<String, Object> properties) {
        removeCommand(command, properties);
        addCommand(command, properties);
    }

    void removeCommand(MiCommand command, Map<String, Object> properties) {
        Optional.ofNullable(registrations.remove(properties.get(Constants.SERVICE_ID)))
                .ifPresent(ServiceRegistration::unregister);
    }
}
