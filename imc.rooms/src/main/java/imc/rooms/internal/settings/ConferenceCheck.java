package imc.rooms.internal.settings;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link ConferenceSettings} where nothing runs yet. */
public final class ConferenceCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return ConferenceSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        ConferenceSettings.initial().with(values, refusal);
    }
}
