package imc.flood.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.api.net.Networks;

/** The configuration keys of this bundle. */
final class FloodSettings {

    static final String PID = "imc.flood";

    private static final int HIGHEST = 1_000_000;

    static final Setting<Integer> RATE_SOURCE = Setting.number("rate_source", 200, 0, HIGHEST);
    static final Setting<Integer> RATE_USER = Setting.number("rate_user", 20, 0, HIGHEST);
    static final Setting<Integer> RATE_ROOM = Setting.number("rate_room", 100, 0, HIGHEST);
    static final Setting<Integer> BURST = Setting.number("burst", 5, 1, 60);
    static final String USUALLY_EXEMPT = "127.0.0.0/8, ::1";
    static final Setting<Networks> EXEMPT = new Setting<>("exempt", Networks.ofAddresses(USUALLY_EXEMPT),
            "a list of IP addresses and networks (192.0.2.0/24, 2001:db8::/32)", Networks::ofAddresses);
    static final Setting<Integer> MAX_INVITATIONS = Setting.number("max_invitations", 50, 0, HIGHEST);

    private FloodSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, RATE_SOURCE, RATE_USER, RATE_ROOM, BURST, EXEMPT, MAX_INVITATIONS);
    }
}
