package imc.script.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The configuration keys of this bundle. */
final class ScriptSettings {

    static final String PID = "imc.script";
    static final String USUAL_FILE = "routes.jexl";
    private static final int LONGEST_MS = 10_000;

    static final Setting<Path> ROUTES_FILE = new Setting<>("routes_file", Path.of(USUAL_FILE),
            "the name of a file, absolute or in the directory of the configuration", ScriptSettings::path);
    static final Setting<Integer> MAX_ROUTE_MS = Setting.number("max_route_ms", 1000, 1, LONGEST_MS);

    private ScriptSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, ROUTES_FILE, MAX_ROUTE_MS);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
