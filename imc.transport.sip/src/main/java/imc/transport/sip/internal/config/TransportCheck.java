package imc.transport.sip.internal.config;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link TransportSettings} where nothing runs yet. */
public final class TransportCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return TransportSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        TransportSettings.initial().with(values, refusal);
    }
}
