package imc.mi.http.internal;

import imc.api.config.ConfigurationCheck;
import imc.api.config.Settings;
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
        HttpSettings.after(HttpSettings.initial(), values, refusal);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = HttpSettings.after(HttpSettings.initial(), values, refused -> { });
        if (HttpSettings.isOpen(settings)) {
            advice.accept("%s: listen = '%s' has no effect: others than this machine's users could manage the server;"
                    .formatted(HttpSettings.PID, values.get(HttpSettings.LISTEN.key()))
                    + " set token or password");
        }
    }
}
