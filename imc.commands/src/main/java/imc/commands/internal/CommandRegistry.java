package imc.commands.internal;

import imc.api.command.CommandDescription;
import imc.api.command.ImcCommand;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that there are now: whatever bundle registers one adds it, and takes it away again. */
@Component(service = CommandRegistry.class)
public final class CommandRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRegistry.class);

    /** The service of the highest ranking last. */
    private final ConcurrentSkipListMap<ServiceReference<ImcCommand>, Entry> entries = new ConcurrentSkipListMap<>();
    private volatile Map<String, Entry> byName = Map.of();

    /** A command with what its service properties say of it. */
    record Entry(ImcCommand command, CommandDescription description, Usage usage) {
    }

    @Activate
    public CommandRegistry() {
        // commands come and go
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindCommand(ImcCommand command, ServiceReference<ImcCommand> reference) {
        if (!(reference.getProperty(ImcCommand.NAME) instanceof String name) || name.isBlank()) {
            LOG.error("the command {} of {} has no service property {} and cannot be called", command,
                    reference.getBundle(), ImcCommand.NAME);
            return;
        }
        CommandDescription description = new CommandDescription(name, texts(reference.getProperty(ImcCommand.ALIASES)),
                text(reference.getProperty(ImcCommand.USAGE)), text(reference.getProperty(ImcCommand.HELP)),
                String.join("\n", texts(reference.getProperty(ImcCommand.DETAILS))), command.texts());
        Usage usage = new Usage(description.usage());
        if (usage.isNeverTaken()) {
            LOG.warn("the usage of {}, '{}', has something behind <word...>, which takes all words that are left: it"
                    + " belongs before that", name, usage);
        }
        entries.put(reference, new Entry(command, description, usage));
        index();
    }

    public void unbindCommand(ServiceReference<ImcCommand> reference) {
        entries.remove(reference);
        index();
    }

    private synchronized void index() {
        Map<String, Entry> index = new HashMap<>();
        for (Entry entry : entries.values()) {
            entry.description().aliases().forEach(alias -> index.put(key(alias), entry));
        }
        for (Entry entry : entries.values()) {
            index.put(key(entry.description().name()), entry);
        }
        byName = Map.copyOf(index);
    }

    private static List<String> texts(Object property) {
        return property instanceof String[] names ? List.of(names)
                : property instanceof String name ? List.of(name) : List.of();
    }

    private static String text(Object property) {
        return property == null ? "" : property.toString();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The command with this name or alias, in whatever case. */
    Optional<Entry> find(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    /** All commands by name. */
    List<CommandDescription> descriptions() {
        return byName.values().stream().map(Entry::description).distinct()
                .sorted(Comparator.comparing(CommandDescription::name)).toList();
    }
}
