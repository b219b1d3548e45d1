package imc.registrar.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link RegistrarSettings} where nothing runs yet. */
public final class RegistrarCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return RegistrarSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        RegistrarSettings.after(RegistrarSettings.initial(), Map.copyOf(values), refusal);
    }
}
