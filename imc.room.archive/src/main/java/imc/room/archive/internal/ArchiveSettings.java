package imc.room.archive.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.Duration;

/** The configuration keys of what rooms keep. */
final class ArchiveSettings {

    static final String PID = "imc.room.archive";

    static final Setting<Integer> MAX_MESSAGES = Setting.number("max_messages", 1000, 1, 100_000);
    static final Setting<Integer> MAX_DAYS = Setting.number("max_days", 30, 1, 3650);
    static final Setting<Integer> MAX_MEGABYTES = Setting.number("max_megabytes", 1024, 1, 10_000_000);

    private ArchiveSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, MAX_MESSAGES, MAX_DAYS, MAX_MEGABYTES);
    }

    /** How many bytes all rooms may keep together. */
    static long bytes(Settings settings) {
        return (long) settings.get(MAX_MEGABYTES) << 20;
    }

    /** For how long a message is kept at most. */
    static Duration age(Settings settings) {
        return Duration.ofDays(settings.get(MAX_DAYS));
    }
}
