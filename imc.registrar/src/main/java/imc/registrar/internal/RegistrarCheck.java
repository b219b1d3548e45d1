package imc.registrar.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.api.config.SettingsCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link RegistrarSettings} where nothing runs yet. */
public final class RegistrarCheck extends SettingsCheck {

    /** For whoever asks. */
    public RegistrarCheck() {
        super(RegistrarSettings.PID,
                (values, refusal) -> RegistrarSettings.after(RegistrarSettings.initial(), Map.copyOf(values), refusal));
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values);
        notMore(settings, RegistrarSettings.MAX_SOURCE_BYTES, RegistrarSettings.MAX_BYTES, "one source", advice);
        notMore(settings, RegistrarSettings.MAX_USER_BYTES, RegistrarSettings.MAX_SOURCE_BYTES, "one user", advice);
    }

    private static void notMore(Settings settings, Setting<Integer> part, Setting<Integer> all, String who,
            Consumer<String> advice) {
        if (settings.get(part) > settings.get(all)) {
            advice.accept("imc.registrar: %s = '%d' is above %s = '%d': %s may use up all of it; right would be less"
                    .formatted(part.key(), settings.get(part), all.key(), settings.get(all), who));
        }
    }
}
