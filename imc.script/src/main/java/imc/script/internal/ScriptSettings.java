package imc.script.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configuration keys of this bundle. */
final class ScriptSettings {

    static final String PID = "imc.script";
    static final String USUAL_FILE = "routes.jexl";
    private static final int LONGEST_MS = 10_000;
    private static final int MOST_DOMAINS = 1000;
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_.-]+|[0-9a-f:.]+");

    static final Setting<Path> ROUTES_FILE = new Setting<>("routes_file", Path.of(USUAL_FILE),
            "the name of a file, absolute or in the directory of the configuration", ScriptSettings::path);
    static final Setting<Set<String>> DOMAINS = new Setting<>("domains", Set.of(),
            "empty, or at most " + MOST_DOMAINS + " host names or IP addresses, parted by commas",
            ScriptSettings::domains);
    static final Setting<Integer> MAX_ROUTE_MS = Setting.number("max_route_ms", 1000, 1, LONGEST_MS);

    private ScriptSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, ROUTES_FILE, DOMAINS, MAX_ROUTE_MS);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Set<String> domains(String text) {
        Set<String> domains = Arrays.stream(text.split(",")).map(part -> IsFromLocal.bare(part.strip()))
                .filter(domain -> !domain.isEmpty()).collect(Collectors.toUnmodifiableSet());
        for (String domain : domains) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException("'" + domain + "' is no host");
            }
        }
        if (domains.size() > MOST_DOMAINS) {
            throw new IllegalArgumentException("there are more than " + MOST_DOMAINS);
        }
        return domains;
    }
}
