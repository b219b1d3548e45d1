package imc.room.history.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link HistorySettings} where nothing runs yet. */
public final class HistoryCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return HistorySettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        HistorySettings.initial().with(values, refusal);
    }
}
