package imc.mi.fifo.internal;

import imc.api.mi.MiCommand;
import imc.mi.internal.Dispatcher;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.ServiceReference;

/** The real dispatcher, with commands of a test. */
final class TestCommands {

    final Commands commands = new Commands();
    final Dispatcher dispatcher = new Dispatcher(new imc.mi.internal.Outcomes());
    private int installed;

    TestCommands() {
        commands.bind(dispatcher);
    }

    TestCommands with(String name, String[] parameters, String[] lines, MiCommand command) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(MiCommand.NAME, name);
        properties.put(MiCommand.PARAMETERS, parameters);
        properties.put(MiCommand.LINES, lines);
        dispatcher.addCommand(reference(++installed), command, properties);
        return this;
    }

    TestCommands with(String name, MiCommand command, String... parameters) {
        return with(name, parameters, new String[0], command);
    }

    /** In an order of their own, which is all that the dispatcher asks of them. */
    @SuppressWarnings("unchecked")
    private static ServiceReference<MiCommand> reference(int number) {
        return (ServiceReference<MiCommand>) Proxy.newProxyInstance(TestCommands.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "compareTo" -> Integer.compare(number, arguments[0].hashCode());
                    case "hashCode" -> number;
                    case "equals" -> proxy == arguments[0];
                    default -> null;
                });
    }
}
