package imc.api.config;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A check of keys that become {@link Settings}: what they refuse is refused. */
public abstract class SettingsCheck implements ConfigurationCheck {

    private final String pid;
    private final BiFunction<Map<String, String>, Consumer<String>, Settings> reading;

    /**
     * @param pid     whose keys are checked
     * @param reading makes settings of keys and values, and tells what it refuses, as {@link Settings#with} does; keeps
     *                no state and opens nothing
     */
    protected SettingsCheck(String pid, BiFunction<Map<String, String>, Consumer<String>, Settings> reading) {
        this.pid = pid;
        this.reading = reading;
    }

    @Override
    public final String pid() {
        return pid;
    }

    @Override
    public final void check(Map<String, String> values, Consumer<String> refusal) {
        settings(values, refusal);
    }

    /** What the values become; nobody is told of what is refused. */
    protected final Settings settings(Map<String, String> values) {
        return settings(values, refusal -> { });
    }

    private Settings settings(Map<String, String> values, Consumer<String> refusal) {
        return reading.apply(values, refusal);
    }
}
