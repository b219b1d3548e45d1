package imc.store.jpa.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link StoreSettings} where nothing runs yet. */
public final class StoreCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return StoreSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        StoreSettings.read(StoreSettings.initial(), values, refusal);
    }
}
