package imc.mi.gogo.internal;

import imc.api.mi.MiCommand;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person writes to call a management command.
 *
 * @param name        the command's name without {@code imc_}: {@code list_rooms}
 * @param parameters  in the order in which values are given
 * @param description in one line
 */
record Syntax(String name, List<Parameter> parameters, String description) {

    static final String SCOPE = "imc";

    /** What is left without {@code imc_} must still be a word that begins with a letter. */
    private static final Pattern NAME = Pattern.compile("(imc_)?(?!imc_)[A-Za-z][A-Za-z0-9_]*");
    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final String END_OF_OPTIONS = "--";

    /** A parameter's name, and whether it may be left out. */
    record Parameter(String name, boolean optional) {

        static Parameter parse(String text) {
            boolean optional = text.startsWith("[") && text.endsWith("]");
            return new Parameter(optional ? text.substring(1, text.length() - 1) : text, optional);
        }

        @Override
        public String toString() {
            return optional ? "[<" + name + ">]" : "<" + name + ">";
        }
    }

    /**
     * Reads the service properties of a management command.
     *
     * @throws IllegalArgumentException if there is no name that can be typed
     */
    static Syntax of(Map<String, Object> properties) {
        Object name = properties.get(MiCommand.NAME);
        if (!(name instanceof String text) || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "its service property %s is '%s', a word of letters, digits and underscores is expected"
                            .formatted(MiCommand.NAME, name));
        }
        return new Syntax(text.startsWith("imc_") ? text.substring(4) : text,
                texts(properties.get(MiCommand.PARAMETERS)).stream().map(Parameter::parse).toList(),
                Objects.toString(properties.get(MiCommand.DESCRIPTION), ""));
    }

    /** A property of several values may come as one, if it has but one. */
    private static List<String> texts(Object value) {
        return value == null ? List.of() : value instanceof String[] several ? List.of(several)
                : List.of(value.toString());
    }

    /** The names in Gogo: {@code listRooms}, and the management interface's own {@code list_rooms}. */
    String[] functions() {
        return Set.copyOf(List.of(camelCase(), name)).stream().sorted().toArray(String[]::new);
    }

    private String camelCase() {
        String[] words = name.toLowerCase(Locale.ROOT).split("_+");
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
        return command() + parameters.stream().map(parameter -> " " + parameter)
                .collect(Collectors.joining());
    }

    private String usage() {
        return "Usage: " + call();
    }

    /** What {@code -h} shows. */
    String help() {
        StringBuilder help = new StringBuilder(command()).append(" - ").append(description).append('\n')
                .append(usage()).append('\n');
        if (!parameters.isEmpty()) {
            help.append("  A parameter may also be given by name: ").append(parameters.get(0).name()).append("=...\n");
        }
        return help.append("  -h, --help  shows this").toString();
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
    Map<String, Object> parameters(List<Object> arguments) throws WrongUsage {
        Map<String, Object> values = new LinkedHashMap<>();
        boolean options = true;
        for (Object argument : arguments) {
            String text = String.valueOf(argument);
            Optional<String> named = nameIn(text);
            if (options && text.equals(END_OF_OPTIONS)) {
                options = false;
            } else if (options && text.startsWith("-") && text.length() > 1) {
                throw wrong("there is no option '" + text + "', only -h and --help");
            } else if (named.isPresent()) {
                put(values, named.get(), text.substring(named.get().length() + 1));
            } else {
                put(values, nextParameter(values.keySet(), text), argument);
            }
        }
        for (Parameter parameter : parameters) {
            if (!parameter.optional() && !values.containsKey(parameter.name())) {
                throw wrong("the parameter '" + parameter.name() + "' is missing");
            }
        }
        return values;
    }

    /** Only a parameter's own name makes an argument a named one: addresses have parameters with '=' themselves. */
    private Optional<String> nameIn(String argument) {
        int equals = argument.indexOf('=');
        return parameters.stream().map(Parameter::name)
                .filter(parameter -> equals > 0 && parameter.equals(argument.substring(0, equals)))
                .findFirst();
    }

    private String nextParameter(Set<String> given, String argument) throws WrongUsage {
        for (Parameter parameter : parameters) {
            if (!given.contains(parameter.name())) {
                return parameter.name();
            }
        }
        throw wrong("there is no parameter for '" + argument + "'");
    }

    private void put(Map<String, Object> values, String parameter, Object value) throws WrongUsage {
        if (value == null || value.toString().isEmpty()) {
            throw wrong("the parameter '" + parameter + "' has no value");
        }
        if (values.putIfAbsent(parameter, value instanceof CharSequence ? value.toString() : value) != null) {
            throw wrong("the parameter '" + parameter + "' is given twice");
        }
    }

    private WrongUsage wrong(String what) {
        return new WrongUsage(command() + ": " + what + '\n' + usage());
    }
}
