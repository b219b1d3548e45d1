package imc.offline.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The configuration keys of offline delivery. */
final class OfflineSettings {

    static final String PID = "imc.offline";

    static final Setting<Integer> EXPIRES = Setting.number("expires", 604_800, 60, 31_536_000);
    static final Setting<Integer> MAX_PER_MEMBER = Setting.number("max_per_member", 100, 0, 10_000);
    static final Setting<Integer> MAX_MESSAGES = Setting.number("max_messages", 100_000, 0, 10_000_000);
    static final Setting<Integer> MAX_RUNS = Setting.number("max_runs", 50, 1, 10_000);
    static final Setting<String> DELAYED_TEXT = new Setting<>("delayed_text", "EEE HH:mm",
            "a pattern of java.time in ASCII, as EEE HH:mm or yyyy-MM-dd HH:mm, or nothing", OfflineSettings::pattern);
    static final Setting<Optional<ZoneId>> TIME_ZONE = Setting.timeZone("time_zone");

    private OfflineSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, EXPIRES, MAX_PER_MEMBER, MAX_MESSAGES, MAX_RUNS, DELAYED_TEXT, TIME_ZONE);
    }

    /** A pattern that can write a moment, in ASCII, as it stands among text of any charset. */
    private static String pattern(String text) {
        try {
            String example = formatter(text).format(Instant.EPOCH.atZone(ZoneOffset.UTC));
            if (example.length() <= 64 && example.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
                return text;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException("its text is too long, or not in ASCII");
    }

    static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
