package imc.sip.internal.config;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link SipSettings} where nothing runs yet. */
public final class SipCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return SipSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        SipSettings.initial().with(values, refusal);
    }
}
