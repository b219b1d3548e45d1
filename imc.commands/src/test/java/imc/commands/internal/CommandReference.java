package imc.commands.internal;

import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What the framework knows of a command's service. */
final class CommandReference implements ServiceReference<ImcCommand> {

    private final Map<String, Object> properties;
    private final int ranking;

    CommandReference(Map<String, Object> properties, int ranking) {
        this.properties = properties;
        this.ranking = ranking;
    }

    /** The properties that bnd would write for the class; its annotation is not there at run time. */
    static CommandReference of(ImcCommand command) {
        String name = command.getClass().getSimpleName().replace("List", "").toLowerCase();
        return new CommandReference(switch (name) {
            case "create" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>] [private]");
            case "rooms", "help" -> Map.of("imc.command.name", name, "imc.command.usage", "");
            case "leave" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]",
                    "imc.command.aliases", "exit", "imc.command.help", "leave a room");
            case "members" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]",
                    "imc.command.aliases", "list");
            case "invite", "add", "remove" -> Map.of("imc.command.name", name, "imc.command.usage", "<user> [<room>]");
            case "modify" -> Map.of("imc.command.name", name, "imc.command.usage", "<user> <role> [<room>]");
            case "reject" -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]",
                    "imc.command.aliases", "deny");
            default -> Map.of("imc.command.name", name, "imc.command.usage", "[<room>]");
        }, 0);
    }

    @Override
    public Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public int compareTo(Object other) {
        CommandReference that = (CommandReference) other;
        int order = Integer.compare(ranking, that.ranking);
        return order != 0 ? order : Integer.compare(System.identityHashCode(that), System.identityHashCode(this));
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return null;
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>(properties);
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
