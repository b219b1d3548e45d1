package imc.offline.internal;

import imc.api.config.Settings;
import imc.api.config.SettingsCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link OfflineSettings} where nothing runs yet. */
public final class OfflineCheck extends SettingsCheck {

    /** For whoever asks. */
    public OfflineCheck() {
        super(OfflineSettings.PID, OfflineSettings.initial()::with);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values);
        int one = settings.get(OfflineSettings.MAX_PER_MEMBER);
        int all = settings.get(OfflineSettings.MAX_MESSAGES);
        if (one > all && all > 0) {
            advice.accept("imc.offline: max_per_member = '" + one + "' is more than max_messages = '" + all
                    + "', so that one member's messages may use up all of it; right would be less");
        }
    }
}
