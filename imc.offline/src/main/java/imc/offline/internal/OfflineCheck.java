package imc.offline.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link OfflineSettings} where nothing runs yet. */
public final class OfflineCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return OfflineSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        OfflineSettings.initial().with(values, refusal);
    }
}
