package imc.room.history.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The configuration keys of how it is shown what rooms keep. */
final class HistorySettings {

    static final String PID = "imc.room.history";

    static final Setting<Integer> MAX_SHOWN = Setting.number("max_shown", 100, 1, 1000);
    static final Setting<String> TIME_ZONE = new Setting<>("time_zone", "",
            "the name of a time zone, as Europe/Berlin or UTC, or nothing", HistorySettings::zone);

    private HistorySettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, MAX_SHOWN, TIME_ZONE);
    }

    private static String zone(String text) {
        try {
            return text.isEmpty() ? text : ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The server's own where none is named. */
    static ZoneId zone(Settings settings) {
        String name = settings.get(TIME_ZONE);
        return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
    }
}
