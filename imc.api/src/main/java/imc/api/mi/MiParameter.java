package imc.api.mi;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a management command.
 *
 * @param name        letters, digits and underscores, a letter first
 * @param type        of its values
 * @param optional    whether it may be left out
 * @param description in one line; may be empty
 */
public record MiParameter(String name, Type type, boolean optional, String description) {

    private static final Pattern TEXT = Pattern.compile(
            "(?<open>\\[?)(?<name>[A-Za-z][A-Za-z0-9_]*)(:(?<type>[a-z]+))?(?<close>]?)(\\s+(?<description>\\S.*))?");

    /** What values a parameter takes. */
    public enum Type {
        /** A text that is not empty. */
        STRING("a text"),
        /** A whole number; {@link Long} to the command. */
        INTEGER("a whole number"),
        /** Yes or no. */
        BOOLEAN("true or false"),
        /** Several texts. Whoever gives values by their places gives those that are left. */
        LIST("a list of texts");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** What is allowed, in words: {@code a whole number}. */
        public String words() {
            return words;
        }
    }

    public MiParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
    }

    /**
     * Reads a value of {@link MiCommand#PARAMETERS}: the name; behind a colon the type, if it is none of texts
     * ({@code integer}, {@code boolean}, {@code list}); both in square brackets, if it may be left out; and behind a
     * blank the description.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static MiParameter parse(String text) {
        Matcher read = TEXT.matcher(text.strip());
        if (!read.matches() || read.group("open").isEmpty() != read.group("close").isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is no parameter: 'name', 'name:type',"
                    + " '[name:type]', each with a description behind a blank, are allowed");
        }
        return new MiParameter(read.group("name"), type(read.group("type"), text), !read.group("open").isEmpty(),
                Objects.requireNonNullElse(read.group("description"), ""));
    }

    private static Type type(@Nullable String word, String text) {
        return switch (word == null ? "string" : word) {
            case "string" -> Type.STRING;
            case "integer" -> Type.INTEGER;
            case "boolean" -> Type.BOOLEAN;
            case "list" -> Type.LIST;
            default -> throw new IllegalArgumentException("'" + text + "' has the type '" + word
                    + "'; string, integer, boolean and list are allowed");
        };
    }

    /** As in a usage line: {@code <room>}, {@code [<count>]}, {@code [<name>...]}. */
    @Override
    public String toString() {
        String value = "<" + name + ">" + (type == Type.LIST ? "..." : "");
        return optional ? "[" + value + "]" : value;
    }
}
