package imc.room.notices.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link NoticesSettings} where nothing runs yet. */
public final class NoticesCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return NoticesSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        NoticesSettings.initial().with(values, refusal);
    }
}
