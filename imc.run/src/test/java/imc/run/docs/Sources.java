package imc.run.docs;

import imc.api.mi.MiCommand;
import imc.api.mi.MiParameter;
import imc.api.mi.MiSignature;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What a running server's bundles say of themselves. */
public final class Sources {

    private Sources() {
    }

    /**
     * All tables that can be made: {@code settings BUNDLE}, {@code commands BUNDLE}, {@code commands}, and
     * {@code statistics GROUP}.
     *
     * @param figures of {@code get_statistics}
     */
    public static MadeTables read(BundleContext context, List<?> figures) throws IOException {
        MadeTables tables = new MadeTables();
        for (Bundle bundle : context.getBundles()) {
            String settings = bundle.getSymbolicName().startsWith("imc.") ? Parameters.of(bundle) : "";
            if (!settings.isEmpty()) {
                tables.put("settings " + bundle.getSymbolicName(), settings);
            }
        }
        Map<String, Map<String, MiSignature>> commands = commands(context);
        commands.forEach((bundle, own) -> tables.put("commands " + bundle, described(own.values().stream())));
        tables.put("commands", listed(commands));
        statistics(figures).forEach((group, rows) -> tables.put("statistics " + group,
                "| statistic | kind | what it is |\n|---|---|---|\n" + String.join("", rows.values())));
        return tables;
    }

    /** By bundle, and by name. The services are of other class loaders; their properties are not. */
    private static Map<String, Map<String, MiSignature>> commands(BundleContext context) {
        Map<String, Map<String, MiSignature>> commands = new TreeMap<>();
        try {
            for (ServiceReference<?> reference : context.getAllServiceReferences(MiCommand.class.getName(), null)) {
                Map<String, Object> properties = new HashMap<>();
                for (String key : reference.getPropertyKeys()) {
                    properties.put(key, reference.getProperty(key));
                }
                MiSignature signature = MiSignature.of(properties);
                commands.computeIfAbsent(reference.getBundle().getSymbolicName(), none -> new TreeMap<>())
                        .put(signature.name(), signature);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return commands;
    }

    /** A bundle's own, with what each parameter is. */
    private static String described(Stream<MiSignature> commands) {
        return "| command | what it does | parameters |\n|---|---|---|\n" + commands.map(command ->
                row(command) + command.parameters().stream().map(Sources::described).collect(Collectors.joining("<br>"))
                        + " |\n").collect(Collectors.joining());
    }

    private static String described(MiParameter parameter) {
        return "`" + parameter.name() + "` (" + parameter.type().words() + "): "
                + Parameters.cell(parameter.description());
    }

    private static String row(MiSignature command) {
        return "| `" + command.usage() + "` | " + Parameters.cell(command.description()) + " | ";
    }

    /** All, in a line each, with the bundle that has them. */
    private static String listed(Map<String, Map<String, MiSignature>> commands) {
        Map<String, String> rows = new TreeMap<>();
        commands.forEach((bundle, own) -> own.values().forEach(command -> rows.put(command.name(),
                row(command) + "[" + bundle + "](../" + bundle + "/README.md) |\n")));
        return "| command | what it does | bundle |\n|---|---|---|\n" + String.join("", rows.values());
    }

    /** By group, and by name without the values of its labels. */
    private static Map<String, Map<String, String>> statistics(List<?> figures) {
        Map<String, Map<String, String>> statistics = new TreeMap<>();
        for (Object row : figures) {
            Map<?, ?> figure = (Map<?, ?>) row;
            String[] parts = Objects.toString(figure.get("statistic")).split(":", 2);
            boolean isHistogram = parts[1].matches("\\w+_seconds_(bucket|sum|count).*");
            String name = (isHistogram ? parts[1].replaceFirst("_(bucket|sum|count)", "") : parts[1])
                    .replaceAll("=[^,}]*", "").replace(isHistogram ? "{le}" : "\0", "");
            statistics.computeIfAbsent(parts[0], none -> new TreeMap<>()).put(name, "| `" + name + "` | "
                    + (isHistogram ? "histogram" : figure.get("kind")) + " | "
                    + Parameters.cell(Objects.toString(figure.get("help"))) + " |\n");
        }
        return statistics;
    }
}
