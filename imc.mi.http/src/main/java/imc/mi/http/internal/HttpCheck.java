package imc.mi.http.internal;

import imc.api.config.Settings;
import imc.api.config.SettingsCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link HttpSettings} where nothing runs yet. */
public final class HttpCheck extends SettingsCheck {

    /** For whoever asks. */
    public HttpCheck() {
        super(HttpSettings.PID, (values, refusal) -> HttpSettings.after(HttpSettings.initial(), values, refusal));
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values);
        if (HttpSettings.isOpen(settings)) {
            advice.accept("%s: listen = '%s' has no effect: others than this machine's users could manage the server;"
                    .formatted(HttpSettings.PID, values.get(HttpSettings.LISTEN.key()))
                    + " set token or password");
        }
    }
}
