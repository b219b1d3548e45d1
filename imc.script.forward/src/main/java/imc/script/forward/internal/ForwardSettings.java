package imc.script.forward.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.api.net.Networks;

/** The configuration keys of this bundle. */
final class ForwardSettings {

    static final String PID = "imc.script.forward";
    private static final int MOST = 1000;

    static final Setting<Networks> FORWARD_TO = new Setting<>("forward_to", Networks.NONE,
            "empty, or a list of at most " + MOST + " IP addresses, networks (192.0.2.0/24, 2001:db8::/32) and"
                    + " host names (proxy.example.com, *.example.net)",
            ForwardSettings::networks);

    private ForwardSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, FORWARD_TO);
    }

    private static Networks networks(String text) {
        Networks read = Networks.parse(text);
        if (read.networks().size() + read.names().size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST);
        }
        return read;
    }
}
