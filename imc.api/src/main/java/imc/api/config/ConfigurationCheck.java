package imc.api.config;

import java.util.Map;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells which values of one configuration (PID) would be refused, or are most likely not meant, before they are in
 * force and without anything that runs: a server that is to start, or an operator who has edited a file, asks.
 * <p>
 * A bundle names its implementations in {@code META-INF/services/imc.api.config.ConfigurationCheck}. They are public,
 * have a public constructor without parameters, keep no state, open nothing, and may be made and called in any thread,
 * also where no framework runs.
 */
@ConsumerType
public interface ConfigurationCheck {

    /** The PID whose keys are checked; never null. */
    String pid();

    /**
     * Checks the values of all keys that are set. Throws nothing because of them.
     *
     * @param values  keys and values as they are written; never null
     * @param refusal takes a sentence, without passwords, for each value that would be refused and each key that is not
     *                known
     */
    void check(Map<String, String> values, Consumer<String> refusal);

    /**
     * Tells of values that are allowed and most likely not meant. Nothing is refused because of that: it is told to
     * whoever asks how the server is, or has the files checked. Throws nothing because of them.
     *
     * @param values keys and values as they are written, but for those that are refused; never null
     * @param advice takes a sentence, without passwords, that names PID, key, value and what would be right
     */
    default void advise(Map<String, String> values, Consumer<String> advice) {
        // nothing is to be said
    }

    /**
     * What these values mean for other configurations, whose bundles know nothing of this one: facts, by names that a
     * package of the API defines. Throws nothing because of them.
     *
     * @param values keys and values as they are written, but for those that are refused; empty where there is no file;
     *               never null
     * @return without passwords; never null
     */
    default Map<String, String> facts(Map<String, String> values) {
        return Map.of();
    }

    /**
     * Tells of values that are allowed, and most likely not meant beside the other configurations. Asked only where the
     * files are checked: in a server that runs, its parts see each other. Throws nothing because of them.
     *
     * @param values as above
     * @param facts  what the checks of all configurations have said in {@link #facts}; never null
     * @param advice takes a sentence as in {@link #advise(Map, Consumer)}, which says the rest
     */
    default void advise(Map<String, String> values, Map<String, String> facts, Consumer<String> advice) {
        // nothing is to be said
    }
}
