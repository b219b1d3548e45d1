package imc.script.http.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.Duration;

/** The configuration keys of this bundle. */
final class HttpSettings {

    static final String PID = "imc.script.http";

    static final Setting<Allowed> ALLOWED = new Setting<>("allowed", Allowed.NOTHING,
            "a list of at most 20 http and https URLs without query (https://hooks.example.com/imc/)", Allowed::of);
    static final Setting<Duration> TIMEOUT = new Setting<>("timeout", Duration.ofSeconds(5),
            "a time from 100 ms to 60 s: milliseconds, or with a unit", HttpSettings::timeout);
    static final Setting<Integer> RETRIES = Setting.number("retries", 0, 0, 5);
    static final Setting<Integer> MAX_CONNECTIONS = Setting.number("max_connections", 4, 1, 32);
    static final Setting<Integer> MAX_WAITING = Setting.number("max_waiting", 1000, 1, 10_000);
    static final Setting<Integer> MAX_BODY = Setting.number("max_body", 65_536, 0, 1 << 20);

    private static final Setting<Duration> UP_TO_A_MINUTE =
            Setting.duration("timeout", Duration.ofSeconds(5), Duration.ofMinutes(1));
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private HttpSettings() {
    }

    private static Duration timeout(String text) {
        Duration read = UP_TO_A_MINUTE.reading().apply(text);
        if (read.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException();
        }
        return read;
    }

    static Settings initial() {
        return Settings.initial(PID, ALLOWED, TIMEOUT, RETRIES, MAX_CONNECTIONS, MAX_WAITING, MAX_BODY);
    }
}
