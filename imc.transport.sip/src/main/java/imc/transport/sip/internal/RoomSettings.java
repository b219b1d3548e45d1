package imc.transport.sip.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Those keys of the PID {@code imc.transport.sip} that are about rooms. The others, and keys that nobody knows, are
 * SIP's business.
 */
final class RoomSettings {

    static final String PID = "imc.transport.sip";

    static final Setting<ExtraHeaders> EXTRA_HDRS = new Setting<>("extra_hdrs", ExtraHeaders.NONE,
            "empty, or headers like 'X-Name: value', each ended by \\r\\n, none of which the server sets itself",
            ExtraHeaders::parse);

    static final Setting<Patterns> ROOMS = new Setting<>("rooms", Patterns.list(Configuration.ROOMS),
            "a list of regular expressions, parted by commas, for scheme:user@host", Patterns::list);

    static final Setting<Patterns> MANAGER = new Setting<>("manager", Patterns.list(Configuration.MANAGER),
            "empty, or a regular expression for scheme:user@host", Patterns::list);

    private static final List<String> KEYS = List.of(EXTRA_HDRS.key(), ROOMS.key(), MANAGER.key());

    private RoomSettings() {
    }

    /** All keys at their initial values. */
    static Settings initial() {
        return Settings.initial(PID, EXTRA_HDRS, ROOMS, MANAGER);
    }

    /**
     * Settings after a new configuration.
     *
     * @param refusal takes a sentence for each value that is refused
     */
    static Settings after(Settings before, Map<String, ?> configuration, Consumer<String> refusal) {
        Map<String, Object> own = new HashMap<>(configuration);
        own.keySet().retainAll(KEYS);
        return before.with(own, refusal);
    }
}
