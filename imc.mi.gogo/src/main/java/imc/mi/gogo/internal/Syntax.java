package imc.mi.gogo.internal;

import imc.api.mi.MiParameter;
import imc.api.mi.MiSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person writes to call a management command. */
record Syntax(MiSignature signature) {

    static final String SCOPE = "imc";

    private static final String PREFIX = "imc_";
    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final Set<String> JSON = Set.of("-j", "--json");
    private static final String END_OF_OPTIONS = "--";

    /**
     * What a line asks for.
     *
     * @param values by the parameters' names
     * @param json   whether the result is wanted as JSON
     */
    record Call(Map<String, Object> values, boolean json) {
    }

    /** The command's name without {@code imc_}: {@code list_rooms}. */
    private String name() {
        String name = signature.name();
        return name.startsWith(PREFIX) && Character.isLetter(name.charAt(PREFIX.length()))
                ? name.substring(PREFIX.length()) : name;
    }

    String description() {
        return signature.description();
    }

    /** The names in Gogo: {@code listRooms}, and the management interface's own {@code list_rooms}. */
    String[] functions() {
        return Set.copyOf(List.of(camelCase(), name())).stream().sorted().toArray(String[]::new);
    }

    private String camelCase() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_+");
        return words[0] + Arrays.stream(words).skip(1)
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** {@code imc:listRooms}. */
    String command() {
        return SCOPE + ':' + camelCase();
    }

    /** {@code imc:listMembers <room>}. */
    String call() {
        return command() + signature.parameters().stream().map(parameter -> " " + parameter)
                .collect(Collectors.joining());
    }

    private String usage() {
        return "Usage: " + call();
    }

    /** What {@code -h} shows. */
    String help() {
        StringBuilder help = new StringBuilder(command()).append(" - ").append(description()).append('\n')
                .append(usage()).append('\n');
        List<MiParameter> parameters = signature.parameters();
        int width = parameters.stream().mapToInt(parameter -> parameter.name().length()).max().orElse(0);
        for (MiParameter parameter : parameters) {
            if (!parameter.description().isEmpty()) {
                help.append("  ").append(Table.padded(parameter.name(), width)).append("  ")
                        .append(parameter.description()).append('\n');
            }
        }
        if (!parameters.isEmpty()) {
            help.append("  A parameter may also be given by name: ").append(parameters.get(0).name()).append("=...\n");
        }
        return help.append("  -h, --help  shows this\n  -j, --json  gives the result as JSON").toString();
    }

    boolean asksForHelp(List<Object> arguments) {
        return arguments.stream().map(String::valueOf).takeWhile(text -> !text.equals(END_OF_OPTIONS))
                .anyMatch(HELP::contains);
    }

    /**
     * Reads the arguments of a call.
     *
     * @throws WrongUsage saying what is wrong with them
     */
    Call read(List<Object> arguments) throws WrongUsage {
        Map<String, Object> values = new LinkedHashMap<>();
        boolean options = true;
        boolean json = false;
        for (Object argument : arguments) {
            String text = String.valueOf(argument);
            Optional<MiParameter> named = namedBy(text);
            if (options && text.equals(END_OF_OPTIONS)) {
                options = false;
            } else if (options && JSON.contains(text)) {
                json = true;
            } else if (options && text.startsWith("-") && text.length() > 1) {
                throw wrong("there is no option '" + text + "', only -h, --help, -j and --json");
            } else if (named.isPresent()) {
                put(values, named.get(), text.substring(named.get().name().length() + 1));
            } else {
                put(values, nextParameter(values.keySet(), text), argument);
            }
        }
        for (MiParameter parameter : signature.parameters()) {
            if (!parameter.optional() && !values.containsKey(parameter.name())) {
                throw wrong("the parameter '" + parameter.name() + "' is missing");
            }
        }
        return new Call(values, json);
    }

    /** Only a parameter's own name makes an argument a named one: addresses have parameters with '=' themselves. */
    private Optional<MiParameter> namedBy(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? Optional.empty() : signature.parameter(argument.substring(0, equals));
    }

    private MiParameter nextParameter(Set<String> given, String argument) throws WrongUsage {
        for (MiParameter parameter : signature.parameters()) {
            if (!given.contains(parameter.name()) || parameter.type() == MiParameter.Type.LIST) {
                return parameter;
            }
        }
        throw wrong("there is no parameter for '" + argument + "'");
    }

    private void put(Map<String, Object> values, MiParameter parameter, Object value) throws WrongUsage {
        if (value == null || value.toString().isEmpty()) {
            throw wrong("the parameter '" + parameter.name() + "' has no value");
        }
        if (parameter.type() == MiParameter.Type.LIST) {
            List<Object> several = new ArrayList<>();
            several.addAll((Collection<?>) values.getOrDefault(parameter.name(), List.of()));
            several.addAll(value instanceof Collection<?> more ? more : List.of(value));
            values.put(parameter.name(), several);
        } else if (values.putIfAbsent(parameter.name(),
                value instanceof CharSequence ? value.toString() : value) != null) {
            throw wrong("the parameter '" + parameter.name() + "' is given twice");
        }
    }

    private WrongUsage wrong(String what) {
        return new WrongUsage(command() + ": " + what + '\n' + usage());
    }
}
