package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiDispatcher;
import imc.api.mi.MiException;
import imc.api.mi.MiSignature;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the command for a name, checks what it is given, runs it, and says whose fault a failure is. */
@Component
public final class Dispatcher implements MiDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int DONE = 200;
    /** Unknown ones are counted as one, so that nobody can make many. */
    private static final String UNKNOWN = "unknown";

    /** Those that are meant where names are the same stand first. */
    private final NavigableMap<ServiceReference<MiCommand>, Entry> services =
            new TreeMap<ServiceReference<MiCommand>, Entry>().descendingMap();
    private final Outcomes outcomes;
    private volatile Catalog<Entry> catalog = new Catalog<>(List.of(), Entry::signature);

    /** A command and what it is called. */
    private record Entry(MiSignature signature, MiCommand command) {
    }

    /** Starts without commands; Declarative Services adds them. */
    @Activate
    public Dispatcher(@Reference Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** A command has come. One whose properties are wrong is told of in the log, and is none. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public synchronized void addCommand(ServiceReference<MiCommand> reference, MiCommand command,
            Map<String, Object> properties) {
        try {
            services.put(reference, new Entry(MiSignature.of(properties), command));
            catalog = new Catalog<>(services.values(), Entry::signature);
        } catch (IllegalArgumentException e) {
            LOG.error("{} is no management command: {}", command.getClass().getName(), e.getMessage());
        }
    }

    /** Its properties are others. */
    public synchronized void updatedCommand(ServiceReference<MiCommand> reference, MiCommand command,
            Map<String, Object> properties) {
        services.values().removeIf(entry -> entry.command() == command);
        addCommand(reference, command, properties);
    }

    /** It has gone. */
    public synchronized void removeCommand(MiCommand command) {
        services.values().removeIf(entry -> entry.command() == command);
        catalog = new Catalog<>(services.values(), Entry::signature);
    }

    @Override
    public List<MiSignature> commands() {
        return catalog.signatures();
    }

    @Override
    public Optional<MiSignature> command(String name) {
        return catalog.find(name).map(Entry::signature);
    }

    @Override
    public Object run(String name, Map<String, ?> values) throws MiException {
        return run(name, arguments -> arguments.byName(values));
    }

    @Override
    public Object run(String name, List<?> values) throws MiException {
        return run(name, arguments -> arguments.byPlace(values));
    }

    private Object run(String name, Values values) throws MiException {
        Optional<Entry> found = catalog.find(name);
        if (found.isEmpty()) {
            outcomes.count(UNKNOWN, MiException.Kind.UNKNOWN_COMMAND.code());
            throw new MiException(MiException.Kind.UNKNOWN_COMMAND, "command '" + name + "' not available");
        }
        MiSignature signature = found.get().signature();
        try {
            Object tree = found.get().command().execute(values.read(new Arguments(signature)));
            outcomes.count(signature.name(), DONE);
            return tree;
        } catch (MiException e) {
            outcomes.count(signature.name(), e.code());
            throw e;
        } catch (RuntimeException | Error e) {
            // Commands are anybody's code: the one that fails ends, and no thread of a transport.
            LOG.error("The management command {} failed", signature.name(), e);
            outcomes.count(signature.name(), MiException.Kind.FAILED.code());
            throw MiException.failed(signature.name() + " failed: " + e);
        }
    }

    /** Reads what was given, for one command. */
    private interface Values {

        Map<String, Object> read(Arguments arguments) throws MiException;
    }
}
