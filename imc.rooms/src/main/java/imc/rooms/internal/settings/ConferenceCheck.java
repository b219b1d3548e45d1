package imc.rooms.internal.settings;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.api.config.SettingsCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link ConferenceSettings} where nothing runs yet. */
public final class ConferenceCheck extends SettingsCheck {

    /** For whoever asks. */
    public ConferenceCheck() {
        super(ConferenceSettings.PID, ConferenceSettings.initial()::with);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values);
        notMore(settings, ConferenceSettings.MAX_ROOMS_PER_USER, ConferenceSettings.MAX_ROOMS, "one user", advice);
        notMore(settings, ConferenceSettings.MAX_MEMBERS, ConferenceSettings.MAX_MEMBERSHIPS, "one room", advice);
    }

    private static void notMore(Settings settings, Setting<Integer> part, Setting<Integer> all, String who,
            Consumer<String> advice) {
        if (settings.get(part) > settings.get(all)) {
            advice.accept("%s: %s = '%d' is more than %s = '%d', so that %s may use up all of it; right would be less"
                    .formatted(ConferenceSettings.PID, part.key(), settings.get(part), all.key(), settings.get(all),
                            who));
        }
    }
}
