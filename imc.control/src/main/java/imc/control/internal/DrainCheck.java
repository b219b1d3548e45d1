package imc.control.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link DrainSettings} where nothing runs yet. */
public final class DrainCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return DrainSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        DrainSettings.initial().with(values, refusal);
    }
}
