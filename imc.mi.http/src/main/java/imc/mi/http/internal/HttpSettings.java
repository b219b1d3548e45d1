package imc.mi.http.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration keys of management by HTTP. */
final class HttpSettings {

    static final String PID = "imc.mi.http";

    static final Setting<Optional<Endpoint>> LISTEN = new Setting<>("listen", Optional.empty(),
            "an IP address and a port (127.0.0.1:8090, [::1]:8090), or nothing",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(Endpoint.parse(text)));
    static final Setting<Set<String>> HOSTS = new Setting<>("hosts", Set.of(),
            "a list of host names (mi.example.com)", HttpSettings::hosts);
    /** Any text: what is wrong with it is said without it, by {@link #after}. */
    static final Setting<String> TOKEN = new Setting<>("token", "", "any text", text -> text);
    static final Setting<String> USER = new Setting<>("user", "imc", "a name without a colon", text -> {
        if (text.isEmpty() || text.indexOf(':') >= 0) {
            throw new IllegalArgumentException();
        }
        return text;
    });
    /** As {@link #TOKEN}. */
    static final Setting<String> PASSWORD = new Setting<>("password", "", "any text", text -> text);

    /** RFC 6750 §2.1; shorter ones could be guessed. */
    private static final Secret TOKENS = new Secret(TOKEN, Pattern.compile("[A-Za-z0-9._~+/-]{20,256}=*"),
            "at least 20 letters, digits and -._~+/");
    /** Of a password there are ten tries a minute. */
    private static final Secret PASSWORDS = new Secret(PASSWORD, Pattern.compile("\\P{Cntrl}{10,256}"),
            "at least 10 characters");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");

    private record Secret(Setting<String> setting, Pattern pattern, String allowed) {
    }

    private HttpSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, LISTEN, HOSTS, TOKEN, USER, PASSWORD);
    }

    /** The settings after a new configuration. A token or password that is refused is not shown. */
    static Settings after(Settings inForce, Map<String, ?> configuration, Consumer<String> refusal) {
        Settings next = inForce.with(configuration, refusal);
        Map<String, Object> rest = new HashMap<>(configuration);
        for (Secret secret : List.of(TOKENS, PASSWORDS)) {
            String value = next.get(secret.setting());
            if (!value.isEmpty() && !secret.pattern().matcher(value).matches()) {
                refusal.accept("%s: %s is refused: allowed is %s; the one before stays in force"
                        .formatted(PID, secret.setting().key(), secret.allowed()));
                rest.put(secret.setting().key(), inForce.get(secret.setting()));
            }
        }
        return inForce.with(rest, alreadySaid -> { });
    }

    /** Whether nobody could show who he is where others reach us. */
    static boolean isOpen(Settings settings) {
        return settings.get(LISTEN).filter(endpoint -> !endpoint.isLoopback()).isPresent()
                && settings.get(TOKEN).isEmpty() && settings.get(PASSWORD).isEmpty();
    }

    private static Set<String> hosts(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(host -> !host.isEmpty()).map(host -> {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException();
            }
            return host.toLowerCase(Locale.ROOT);
        }).collect(Collectors.toUnmodifiableSet());
    }
}
