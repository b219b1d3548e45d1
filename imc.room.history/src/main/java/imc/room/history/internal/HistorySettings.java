package imc.room.history.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.ZoneId;
import java.util.Optional;

/** The configuration keys of how it is shown what rooms keep. */
final class HistorySettings {

    static final String PID = "imc.room.history";

    static final Setting<Integer> MAX_SHOWN = Setting.number("max_shown", 100, 1, 1000);
    static final Setting<Optional<ZoneId>> TIME_ZONE = Setting.timeZone("time_zone");

    private HistorySettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, MAX_SHOWN, TIME_ZONE);
    }

    /** The server's own where none is named. */
    static ZoneId zone(Settings settings) {
        return settings.get(TIME_ZONE).orElseGet(ZoneId::systemDefault);
    }
}
