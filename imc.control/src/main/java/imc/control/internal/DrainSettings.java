package imc.control.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of the PID {@value #PID}. */
final class DrainSettings {

    static final String PID = "imc.control";
    static final String DEFAULT = "5 s";
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) *(ms|s)?");

    static final Setting<Duration> DRAIN_TIMEOUT = new Setting<>("drain_timeout", duration(DEFAULT),
            "milliseconds from 0 to " + LONGEST.toMillis() + ", or with a unit: 500 ms, 5 s", DrainSettings::duration);

    private DrainSettings() {
    }

    /** All keys at their initial values. */
    static Settings initial() {
        return Settings.initial(PID, DRAIN_TIMEOUT);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = "s".equals(matcher.group(2)) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException();
        }
        return duration;
    }
}
