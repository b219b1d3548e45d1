package imc.script.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link ScriptSettings} where nothing runs yet. */
public final class ScriptCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return ScriptSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        ScriptSettings.initial().with(values, refusal);
    }
}
