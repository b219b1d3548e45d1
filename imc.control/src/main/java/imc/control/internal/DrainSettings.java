package imc.control.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.Duration;

/** The keys of the PID {@value #PID}. */
final class DrainSettings {

    static final String PID = "imc.control";
    static final String DEFAULT = "5 s";
    static final Duration LONGEST = Duration.ofMinutes(5);

    static final Setting<Duration> DRAIN_TIMEOUT = Setting.duration("drain_timeout", Duration.ofSeconds(5), LONGEST);

    private DrainSettings() {
    }

    /** All keys at their initial values. */
    static Settings initial() {
        return Settings.initial(PID, DRAIN_TIMEOUT);
    }
}
