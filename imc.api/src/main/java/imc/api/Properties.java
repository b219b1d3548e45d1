package imc.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a feature wants kept of a room or of a member: texts by name, {@code topic} for instance. They live and end
 * with their room or member. Whoever keeps them keeps those whose names it does not know, too, so that a feature may be
 * away for a while. A feature whose name might be another's puts its own before it: {@code history.length}.
 * <p>
 * Bounded: {@value #MAX_COUNT} properties for each room and each member, names of {@value #MAX_NAME_LENGTH} characters,
 * values of {@value #MAX_VALUE_LENGTH}. Nothing here is null. Immutable; safe for use by many threads.
 */
public final class Properties {

    /** The most properties of one room, or of one member. */
    public static final int MAX_COUNT = 32;
    /** The longest name, in characters. */
    public static final int MAX_NAME_LENGTH = 64;
    /** The longest value, in UTF-16 characters, as {@link String#length} counts them. */
    public static final int MAX_VALUE_LENGTH = 4096;

    /** No properties: one for all rooms and members that have none. */
    public static final Properties NONE = new Properties(new String[0]);

    /** Names and values in turn, in the order of the names. */
    private final String[] entries;

    private Properties(String[] entries) {
        this.entries = entries;
    }

    /**
     * Properties of these names and values.
     *
     * @throws IllegalArgumentException if a name or a value is refused, or if there are too many
     */
    public static Properties of(Map<String, String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        requireCount(values.size());
        String[] entries = new String[2 * values.size()];
        int at = 0;
        for (Map.Entry<String, String> each : new TreeMap<>(values).entrySet()) {
            entries[at++] = requireName(each.getKey());
            entries[at++] = requireValue(each.getKey(), each.getValue());
        }
        return new Properties(entries);
    }

    /**
     * A name is written in small ASCII letters, digits, {@code .}, {@code -} and {@code _}, and begins with a letter.
     *
     * @return the name
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static String requireName(String name) {
        Objects.requireNonNull(name, "name");
        boolean isOne = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH && isLetter(name.charAt(0))
                && name.chars().allMatch(Properties::isInName);
        if (!isOne) {
            throw new IllegalArgumentException("'" + name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH))
                    + "' is no name of a property: it has 1 to " + MAX_NAME_LENGTH
                    + " small letters, digits, '.', '-' and '_' and begins with a letter");
        }
        return name;
    }

    private static boolean isInName(int character) {
        return isLetter(character) || character >= '0' && character <= '9' || ".-_".indexOf(character) >= 0;
    }

    private static boolean isLetter(int character) {
        return character >= 'a' && character <= 'z';
    }

    /**
     * A value is any text of Unicode, the empty one too, but for U+0000, which databases do not take.
     *
     * @param name whose value it is, for the refusal
     * @return the value
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static String requireValue(String name, String value) {
        Objects.requireNonNull(value, "value");
        if (value.length() > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException("the property '" + name + "' has " + value.length()
                    + " characters, at most " + MAX_VALUE_LENGTH + " are allowed");
        }
        for (int at = 0; at < value.length(); at++) {
            int character = value.codePointAt(at);
            if (character == 0 || Character.getType(character) == Character.SURROGATE) {
                throw new IllegalArgumentException("the property '%s' has U+%04X at %d, which is no character of a text"
                        .formatted(name, character, at));
            }
            at += Character.charCount(character) - 1;
        }
        return value;
    }

    private static void requireCount(int count) {
        if (count > MAX_COUNT) {
            throw new IllegalArgumentException(count + " properties are too many for one room or member, at most "
                    + MAX_COUNT + " are allowed");
        }
    }

    /** The value of this name; empty where there is none. */
    public Optional<String> get(String name) {
        for (int at = 0; at < entries.length; at += 2) {
            if (entries[at].equals(name)) {
                return Optional.of(entries[at + 1]);
            }
        }
        return Optional.empty();
    }

    public boolean isEmpty() {
        return entries.length == 0;
    }

    /** The names, in the order of the alphabet. Unmodifiable. */
    public List<String> names() {
        return List.copyOf(asMap().keySet());
    }

    /** Values by name, in the order of the names. A copy. */
    public Map<String, String> asMap() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int at = 0; at < entries.length; at += 2) {
            values.put(entries[at], entries[at + 1]);
        }
        return values;
    }

    /**
     * These, with another value of this name, or without one. The same object where nothing changes.
     *
     * @param value an empty Optional takes the property away
     * @throws IllegalArgumentException if name or value is refused, or if there is no room for one more
     */
    public Properties with(String name, Optional<String> value) {
        if (get(requireName(name)).equals(value)) {
            return this;
        }
        Map<String, String> values = asMap();
        value.ifPresentOrElse(text -> values.put(name, text), () -> values.remove(name));
        return of(values);
    }

    /** Equal when names and values are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Properties that && Arrays.equals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    /** The names alone, since values may be long, or nobody's business. */
    @Override
    public String toString() {
        return names().toString();
    }
}
