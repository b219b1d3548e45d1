package imc.mi.fifo.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link FifoSettings} where nothing runs yet. */
public final class FifoCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return FifoSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        FifoSettings.initial().with(values, refusal);
    }
}
