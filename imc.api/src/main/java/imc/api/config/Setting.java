package imc.api.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One configuration key.
 *
 * @param <T>      what its values become
 * @param key      the key, as it stands in the configuration
 * @param initial  the value where the key is not set
 * @param allowed  what is allowed, in words that end the sentence "allowed is …"
 * @param reading  turns the text into the value; throws IllegalArgumentException for a text that is not allowed
 */
public record Setting<T>(String key, T initial, String allowed, Function<String, T> reading) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|ms)?");

    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(reading, "reading");
    }

    /** By the key alone, because values are looked up for every message. */
    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public static Setting<Integer> number(String key, int initial, int least, int most) {
        return new Setting<>(key, initial, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /**
     * A time from 0 to {@code longest}, both included: milliseconds, or with a unit ({@code 500 ms}, {@code 4 s}).
     *
     * @param initial of whole seconds, at which the words for people take it as an example
     */
    public static Setting<Duration> duration(String key, Duration initial, Duration longest) {
        return new Setting<>(key, initial, "milliseconds from 0 to " + longest.toMillis()
                + ", or with a unit: 500 ms, " + initial.toSeconds() + " s", text -> {
                    Matcher read = DURATION.matcher(text);
                    if (!read.matches()) {
                        throw new IllegalArgumentException();
                    }
                    long number = Long.parseLong(read.group(1));
                    Duration duration = "s".equals(read.group(2)) ? Duration.ofSeconds(number)
                            : Duration.ofMillis(number);
                    if (duration.compareTo(longest) > 0) {
                        throw new IllegalArgumentException();
                    }
                    return duration;
                });
    }

    /** {@code true} or {@code false}; Kamailio's 1 and 0 mean the same. */
    public static Setting<Boolean> flag(String key, boolean initial) {
        return new Setting<>(key, initial, "true or false (or 1 or 0)", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** A time zone, by its name in the IANA database; initially, and where it is empty, the machine's own. */
    public static Setting<Optional<ZoneId>> timeZone(String key) {
        String allowed = "the name of a time zone, as Europe/Berlin or UTC, or nothing";
        return new Setting<>(key, Optional.empty(), allowed, text -> {
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }

    /** One of the constants of an enumeration, written in lower case. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E initial) {
        E[] constants = initial.getDeclaringClass().getEnumConstants();
        return new Setting<>(key, initial, "one of " + Arrays.toString(constants).toLowerCase(Locale.ROOT),
                text -> Arrays.stream(constants).filter(constant -> constant.name().equalsIgnoreCase(text)).findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }
}
