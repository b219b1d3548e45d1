package imc.api.config;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Checks the keys of one configuration by the {@link Settings} that its component reads, so that the two never differ.
 * A subclass names the settings, and may give advice as well. Keeps no state.
 */
@ConsumerType
public abstract class SettingsCheck implements ConfigurationCheck {

    private final Settings initial;

    /** @param initial all keys at their initial values */
    protected SettingsCheck(Settings initial) {
        this.initial = Objects.requireNonNull(initial, "initial");
    }

    @Override
    public final String pid() {
        return initial.pid();
    }

    @Override
    public final void check(Map<String, String> values, Consumer<String> refusal) {
        read(values, refusal);
    }

    /**
     * The settings that would be in force with these values, in place of those that are refused the initial ones. A
     * subclass whose component looks at several keys together does so here.
     */
    protected Settings read(Map<String, String> values, Consumer<String> refusal) {
        return initial.with(values, refusal);
    }

    /** The same for whoever gives advice: what is refused was told before. */
    protected final Settings read(Map<String, String> values) {
        return read(values, refusal -> { });
    }
}
