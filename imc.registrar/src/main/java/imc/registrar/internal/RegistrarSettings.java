package imc.registrar.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.api.net.Networks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The configuration keys of the registrar. */
final class RegistrarSettings {

    static final String PID = "imc.registrar";

    /** An interval of an hour may not be refused as too brief (RFC 3261 §10.3 step 7), so more makes no sense. */
    static final Setting<Integer> MIN_EXPIRES = Setting.number("min_expires", 60, 0, 3600);
    static final Setting<Integer> MAX_EXPIRES = Setting.number("max_expires", 3600, 1, 31_536_000);
    static final Setting<Integer> DEFAULT_EXPIRES = Setting.number("default_expires", 3600, 1, 31_536_000);
    static final Setting<Integer> MAX_CONTACTS = Setting.number("max_contacts", 10, 1, 1000);
    static final Setting<Integer> MAX_AORS = Setting.number("max_aors", 100_000, 1, 10_000_000);

    /** A user's contacts all together. */
    static final Setting<Integer> MAX_USER_BYTES = Setting.number("max_user_bytes", 262_144, 1024, 16_777_216);
    /** An eighth of the next, so that it takes some to fill it. */
    static final Setting<Integer> MAX_SOURCE_BYTES =
            Setting.number("max_source_bytes", 13_107_200, 1024, Integer.MAX_VALUE);
    /** A fifth of the heap that the distribution has. */
    static final Setting<Integer> MAX_BYTES = Setting.number("max_bytes", 104_857_600, 1024, Integer.MAX_VALUE);
    static final Setting<Networks> CONTACT_NETWORKS = new Setting<>("contact_networks", Networks.NONE,
            "a list of IP addresses, networks (192.0.2.0/24, 2001:db8::/32) and host names (pbx.example.com,"
                    + " *.example.com)", Networks::parse);
    static final Setting<Networks> TRUSTED_PROXIES = new Setting<>("trusted_proxies", Networks.NONE,
            "a list of IP addresses and networks (192.0.2.0/24, 2001:db8::/32)", Networks::ofAddresses);
    static final Setting<Boolean> FIX_NATED_REGISTER = Setting.flag("fix_nated_register", true);

    static final Setting<Integer> FLOW_TIMER = Setting.number("flow_timer", 120, 0, 3600);

    private static final List<Setting<Integer>> INTERVALS = List.of(MIN_EXPIRES, DEFAULT_EXPIRES, MAX_EXPIRES);

    private RegistrarSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, MIN_EXPIRES, MAX_EXPIRES, DEFAULT_EXPIRES, MAX_CONTACTS, MAX_AORS, MAX_USER_BYTES,
                MAX_SOURCE_BYTES, MAX_BYTES, CONTACT_NETWORKS, TRUSTED_PROXIES, FIX_NATED_REGISTER, FLOW_TIMER);
    }

    /**
     * The settings after a new configuration. Three intervals that are allowed each by itself but contradict one
     * another are refused together.
     */
    static Settings after(Settings inForce, Map<String, Object> configuration, Consumer<String> refusal) {
        Settings next = inForce.with(configuration, refusal);
        if (next.get(MIN_EXPIRES) <= next.get(DEFAULT_EXPIRES) && next.get(DEFAULT_EXPIRES) <= next.get(MAX_EXPIRES)) {
            return next;
        }
        refusal.accept("%s: %s: allowed is min_expires <= default_expires <= max_expires; %s stay in force".formatted(
                PID, contradiction(next, configuration.keySet()), intervals(INTERVALS, inForce)));
        Map<String, Object> rest = new HashMap<>(configuration);
        INTERVALS.forEach(interval -> rest.put(interval.key(), inForce.get(interval)));
        return inForce.with(rest, alreadySaid -> { });
    }

    /** Whoever has set one of them alone is told what the others are then. */
    private static String contradiction(Settings settings, Set<String> set) {
        Map<Boolean, List<Setting<Integer>>> isSet = INTERVALS.stream()
                .collect(Collectors.partitioningBy(interval -> set.contains(interval.key())));
        String unset = isSet.get(false).stream().map(interval -> interval.key() + " is " + settings.get(interval))
                .collect(Collectors.joining(" and "));
        return intervals(isSet.get(true), settings) + (isSet.get(true).size() == 1 ? " is refused" : " are refused")
                + (unset.isEmpty() ? "" : ", as " + unset + " where it is not set");
    }

    private static String intervals(List<Setting<Integer>> intervals, Settings settings) {
        return intervals.stream().map(interval -> interval.key() + " = '" + settings.get(interval) + "'")
                .collect(Collectors.joining(", "));
    }
}
