package imc.mi.gogo.internal;

import imc.api.mi.MiCommand;
import imc.mi.internal.Dispatcher;
import imc.mi.internal.Outcomes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.felix.gogo.runtime.activator.Activator;
import org.apache.felix.gogo.shell.Posix;
import org.apache.felix.gogo.shell.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix framework with the real Gogo runtime, the shell's {@code grep} and {@code each}, and our commands. Services
 * reach {@link GogoCommands} as Declarative Services would bring them.
 */
final class Shell implements AutoCloseable {

    private final Framework framework;
    private final BundleContext context;
    private final Activator gogo = new Activator();
    private final Dispatcher dispatcher = new Dispatcher(new Outcomes());
    private final ServiceTracker<MiCommand, MiCommand> whiteboard;

    Shell(Path storage) throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT));
        framework.start();
        context = framework.getBundleContext();
        gogo.start(context);
        context.registerService(Converter.class, new ResultConverter(), null);
        register(new Posix(), "gogo", "grep");
        register(new Procedural(), "gogo", "each");
        GogoCommands commands = new GogoCommands(context, dispatcher);
        register(commands, Syntax.SCOPE, "commands");
        whiteboard = whiteboard(commands);
        whiteboard.open();
    }

    private void register(Object target, String scope, String function) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, scope);
        properties.put(CommandProcessor.COMMAND_FUNCTION, function);
        context.registerService(Object.class, target, properties);
    }

    private ServiceTracker<MiCommand, MiCommand> whiteboard(GogoCommands commands) {
        return new ServiceTracker<>(context, MiCommand.class, null) {
            @Override
            public MiCommand addingService(ServiceReference<MiCommand> reference) {
                MiCommand command = super.addingService(reference);
                dispatcher.addCommand(reference, command, properties(reference));
                commands.addCommand(command, properties(reference));
                return command;
            }

            @Override
            public void modifiedService(ServiceReference<MiCommand> reference, MiCommand command) {
                dispatcher.updatedCommand(reference, command, properties(reference));
                commands.updatedCommand(command, properties(reference));
            }

            @Override
            public void removedService(ServiceReference<MiCommand> reference, MiCommand command) {
                commands.removeCommand(command, properties(reference));
                dispatcher.removeCommand(command);
                super.removedService(reference, command);
            }
        };
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }

    ServiceRegistration<MiCommand> install(String name, String description, MiCommand command, String... parameters) {
        return context.registerService(MiCommand.class, command, properties(name, description, parameters));
    }

    static Dictionary<String, Object> properties(String name, String description, String... parameters) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(MiCommand.NAME, name);
        properties.put(MiCommand.DESCRIPTION, description);
        properties.put(MiCommand.PARAMETERS, parameters);
        return properties;
    }

    BundleContext context() {
        return context;
    }

    /** What a line evaluates to. */
    Object value(String line) throws Exception {
        try (CommandSession session = session(new ByteArrayOutputStream())) {
            return session.execute(line);
        }
    }

    /** What a person sees after a line: what commands print, and then the result as Gogo's console shows it. */
    String shown(String line) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (CommandSession session = session(output)) {
            Object result = session.execute(line);
            if (result != null) {
                session.getConsole().print(session.format(result, Converter.INSPECT));
            }
            session.getConsole().flush();
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private CommandSession session(ByteArrayOutputStream output) {
        CommandProcessor processor = context.getService(context.getServiceReference(CommandProcessor.class));
        PrintStream console = new PrintStream(output, true, StandardCharsets.UTF_8);
        return processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
    }

    @Override
    public void close() throws Exception {
        whiteboard.close();
        gogo.stop(context);
        framework.stop();
        framework.waitForStop(10_000);
    }
}
