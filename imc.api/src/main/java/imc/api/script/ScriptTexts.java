package imc.api.script;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Fills variables into texts that operators write elsewhere than in routes: further headers, welcome texts.
 * <p>
 * Safe for use by many threads. Waits for nothing.
 */
@ProviderType
public interface ScriptTexts {

    /**
     * Reads a text, once for all times that it is filled.
     *
     * @param text with variables as a route has them in the arguments of functions: {@code $imc(count) members}
     * @throws IllegalArgumentException where it cannot be read: it says why
     */
    Template read(String text);

    /** A text with variables. */
    @ProviderType
    interface Template {

        /**
         * The text with what its variables read as now.
         *
         * @param facts what it is about, by the names of {@link ScriptSubject}
         * @throws IllegalArgumentException where nobody offers one of its variables, or one cannot be read: it says
         * which
         */
        String filled(Map<String, String> facts);
    }
}
