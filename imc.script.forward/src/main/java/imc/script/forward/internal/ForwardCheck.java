package imc.script.forward.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link ForwardSettings} where nothing runs yet. */
public final class ForwardCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return ForwardSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        ForwardSettings.initial().with(values, refusal);
    }
}
