package imc.script.http.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link HttpSettings} where nothing runs yet. */
public final class HttpCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return HttpSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        HttpSettings.initial().with(values, refusal);
    }
}
