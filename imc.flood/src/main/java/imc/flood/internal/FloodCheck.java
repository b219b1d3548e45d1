package imc.flood.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link FloodSettings} where nothing runs yet. */
public final class FloodCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return FloodSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        FloodSettings.initial().with(values, refusal);
    }
}
