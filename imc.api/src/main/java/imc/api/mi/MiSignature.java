package imc.api.mi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a management command is called and what it takes.
 *
 * @param name        {@link MiCommand#NAME}
 * @param aliases     other names
 * @param parameters  in the order in which a person gives them
 * @param description in one line; may be empty
 * @param lines       {@link MiCommand#LINES}; empty where the line protocol's form is not fixed
 */
public record MiSignature(String name, List<String> aliases, List<MiParameter> parameters, String description,
        List<String> lines) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*");

    public MiSignature {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        aliases = List.copyOf(aliases);
        parameters = List.copyOf(parameters);
        lines = List.copyOf(lines);
    }

    /**
     * Reads the service properties of an {@link MiCommand}.
     *
     * @throws IllegalArgumentException saying which of them is wrong, and what is allowed
     */
    public static MiSignature of(Map<String, ?> properties) {
        String name = name(MiCommand.NAME, Objects.toString(properties.get(MiCommand.NAME), ""));
        List<MiParameter> parameters = texts(properties.get(MiCommand.PARAMETERS)).stream().map(MiParameter::parse)
                .toList();
        if (parameters.stream().map(MiParameter::name).distinct().count() < parameters.size()) {
            throw new IllegalArgumentException(name + " has two parameters of one name: " + parameters);
        }
        return new MiSignature(name,
                texts(properties.get(MiCommand.ALIASES)).stream().map(alias -> name(MiCommand.ALIASES, alias)).toList(),
                parameters, Objects.toString(properties.get(MiCommand.DESCRIPTION), ""),
                texts(properties.get(MiCommand.LINES)));
    }

    private static String name(String property, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("the service property " + property + " is '" + text
                    + "'; words of letters and digits, joined by underscores, a letter first, are allowed");
        }
        return text;
    }

    /** A property of several values may come as one, if it has but one. */
    private static List<String> texts(@Nullable Object value) {
        return value == null ? List.of() : value instanceof String[] several ? List.of(several)
                : List.of(value.toString());
    }

    /** The parameter of that name. */
    public Optional<MiParameter> parameter(String wanted) {
        return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).findFirst();
    }

    /** How to call it: {@code imc_list_members <room>}. */
    public String usage() {
        return name + parameters.stream().map(parameter -> " " + parameter).collect(Collectors.joining());
    }
}
