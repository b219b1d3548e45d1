package imc.api.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values in force of one configuration (PID).
 * <p>
 * A new configuration is read key by key: a value that is allowed comes into force, one that is not is refused in a
 * sentence that names PID, key, value and what is allowed, and the value before it stays in force. A key that is no
 * longer set goes back to its initial value. Immutable.
 */
public final class Settings {

    /**
     * Keys that ConfigAdmin, Declarative Services, File Install and Karaf add, and the service properties of our
     * components, which Declarative Services mixes with their configuration. They mean nothing here.
     */
    private static final Set<String> FOREIGN_PREFIXES = Set.of("service.", "component.", "felix.", "osgi.",
            "objectClass", "org.apache.karaf.", "imc.", "sip.");

    private final String pid;
    private final List<Setting<?>> known;
    private final Map<Setting<?>, Object> values;

    private Settings(String pid, List<Setting<?>> known, Map<Setting<?>, Object> values) {
        this.pid = pid;
        this.known = known;
        this.values = values;
    }

    /** All keys at their initial values. */
    public static Settings initial(String pid, Setting<?>... known) {
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : known) {
            values.put(setting, setting.initial());
        }
        return new Settings(pid, List.of(known), values);
    }

    /**
     * These settings after a new configuration.
     *
     * @param configuration keys and values, as ConfigAdmin gives them
     * @param refusal       takes a sentence for each value that is refused and each key that is not known
     */
    public Settings with(Map<String, ?> configuration, Consumer<String> refusal) {
        Map<Setting<?>, Object> next = new HashMap<>();
        for (Setting<?> setting : known) {
            next.put(setting, read(setting, configuration.get(setting.key()), refusal));
        }
        Set<String> keys = known.stream().map(Setting::key).collect(Collectors.toSet());
        for (String key : configuration.keySet()) {
            if (!keys.contains(key) && !isForeign(key)) {
                refusal.accept("%s: the key '%s' is not known and has no effect; the keys are %s"
                        .formatted(pid, key, keys.stream().sorted().toList()));
            }
        }
        return new Settings(pid, known, next);
    }

    /** What begins with a full stop is private to its component; what ends in target is the filter of a reference. */
    private static boolean isForeign(String key) {
        return key.startsWith(".") || key.endsWith(".target") || FOREIGN_PREFIXES.stream().anyMatch(key::startsWith);
    }

    private Object read(Setting<?> setting, @Nullable Object value, Consumer<String> refusal) {
        if (value == null) {
            return setting.initial();
        }
        String text = textOf(value);
        try {
            return setting.reading().apply(text);
        } catch (IllegalArgumentException e) {
            String why = e.getMessage() == null || e instanceof NumberFormatException
                    ? "" : " (" + e.getMessage() + ")";
            refusal.accept("%s: %s = '%s' is refused%s: allowed is %s; '%s' stays in force".formatted(
                    pid, setting.key(), text, why, setting.allowed(), shown(get(setting))));
            return get(setting);
        }
    }

    /** A value as it would be written, for whoever has never heard of Java. */
    private static Object shown(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Duration duration) {
            return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? shown(optional.get()) : "";
        }
        return value instanceof Collection<?> list
                ? list.stream().map(each -> String.valueOf(shown(each))).collect(Collectors.joining(", ")) : value;
    }

    /** Values may come typed, or as lists from ConfigAdmin's richer formats. Blanks around a text mean nothing. */
    private static String textOf(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf).collect(Collectors.joining(", "));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return String.valueOf(value).strip();
    }

    /** The value in force. */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException(setting.key() + " is no key of " + pid);
        }
        return (T) value;
    }

    /** Equal when the same values are in force. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings that && pid.equals(that.pid) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
