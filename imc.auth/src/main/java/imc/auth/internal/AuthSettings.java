package imc.auth.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configuration keys of this bundle. */
final class AuthSettings {

    static final String PID = "imc.auth";

    static final Setting<Access> AUTH = new Setting<>("auth", Access.NONE,
            "none (on loopback alone), digest, trusted, or 'none, open' for a server that anybody may use in any name",
            Access::read);
    static final Setting<List<Algorithm>> ALGORITHMS = new Setting<>("algorithms", List.of(Algorithm.MD5),
            "SHA-256, MD5, or both", AuthSettings::algorithms);
    static final Setting<Set<String>> REALMS = new Setting<>("realms", Set.of(),
            "empty, or at most 1000 host names or IP addresses, parted by commas", AuthSettings::realms);
    static final Setting<Peers> TRUSTED_PEERS = new Setting<>("trusted_peers", Peers.NONE, "a list of at most 1000 IP"
            + " addresses, networks (192.0.2.0/24, 2001:db8::/32) and names in certificates (proxy.example.com)",
            Peers::parse);
    static final Setting<Integer> NONCE_EXPIRE = Setting.number("nonce_expire", 300, 10, 86_400);
    static final Setting<Integer> MAX_NONCES = Setting.number("max_nonces", 100_000, 100, 10_000_000);
    static final Setting<Integer> MAX_FAILURES = Setting.number("max_failures", 5, 1, 10_000);
    static final Setting<Integer> MAX_FAILURES_PER_SOURCE = Setting.number("max_failures_per_source", 50, 1, 1_000_000);
    static final Setting<Integer> FAILURE_INTERVAL = Setting.number("failure_interval", 300, 1, 86_400);

    private static final int MOST_REALMS = 1000;
    private static final Pattern REALM = Pattern.compile("[a-z0-9_.-]+|\\[[0-9a-f:.]+]");

    private AuthSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, AUTH, ALGORITHMS, REALMS, TRUSTED_PEERS, NONCE_EXPIRE, MAX_NONCES, MAX_FAILURES,
                MAX_FAILURES_PER_SOURCE, FAILURE_INTERVAL);
    }

    /** That nobody at all may send with these, and what to do about it; empty where somebody may. */
    static Optional<String> shutsOutAll(Settings settings) {
        return settings.get(AUTH) == Access.TRUSTED && settings.get(TRUSTED_PEERS).isEmpty()
                ? Optional.of(PID + ": auth = 'trusted' and trusted_peers is empty: nobody may send anything; name"
                        + " those who may, as trusted_peers = 192.0.2.1, 10.0.0.0/8, proxy.example.com")
                : Optional.empty();
    }

    /** Why nobody is to be believed whom he asserts to have sent something; empty where somebody is. */
    static Optional<String> noAssertion(Settings settings) {
        Access access = settings.get(AUTH);
        if (access.asks() && !settings.get(TRUSTED_PEERS).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((access.asks() ? "nobody is believed what he asserts there (trusted_peers in " + PID
                + " is empty)" : "whoever gets at the server is believed what he asserts there (auth = " + access
                + " in " + PID + ")") + "; name the proxy in trusted_peers, with auth = trusted or digest");
    }

    /**
     * That nobody is asked any more who sends, and what to do about it.
     *
     * @param isSaid whether the configuration says so, or has lost what it said
     */
    static String opened(Access before, Access now, boolean isSaid) {
        return PID + ": auth was '" + before + "' and is '" + now + "'" + (isSaid ? "" : ", because " + PID
                + ".cfg has no auth any more, or is gone") + ": nobody is asked who sends, and whoever gets at the"
                + " server" + (now == Access.NONE ? ", which is open on loopback alone from now on," : "")
                + " may take any name;"
                + " write auth = " + before + " again" + (isSaid ? " unless that is meant" : ", or auth = " + now
                + " if that is meant");
    }

    static Duration nonceLifetime(Settings settings) {
        return Duration.ofSeconds(settings.get(NONCE_EXPIRE));
    }

    static Failures.Limit limit(Settings settings) {
        return new Failures.Limit(settings.get(MAX_FAILURES), settings.get(MAX_FAILURES_PER_SOURCE),
                Duration.ofSeconds(settings.get(FAILURE_INTERVAL)));
    }

    /**
     * In the order of the constants, whichever they are written in: the stronger is asked for first (RFC 8760 §2.4).
     */
    private static List<Algorithm> algorithms(String text) {
        Set<Algorithm> found = Arrays.stream(text.split(",")).map(String::strip)
                .map(token -> Algorithm.find(token).orElseThrow(IllegalArgumentException::new))
                .collect(Collectors.toSet());
        return Arrays.stream(Algorithm.values()).filter(found::contains).toList();
    }

    private static Set<String> realms(String text) {
        Set<String> realms = new LinkedHashSet<>();
        for (String part : text.split(",")) {
            String realm = part.strip().toLowerCase(Locale.ROOT);
            if (!realm.isEmpty()) {
                if (!REALM.matcher(realm).matches()) {
                    throw new IllegalArgumentException("'" + part.strip() + "' is no host");
                }
                realms.add(realm);
            }
        }
        if (realms.size() > MOST_REALMS) {
            throw new IllegalArgumentException("there are more than " + MOST_REALMS);
        }
        return Set.copyOf(realms);
    }
}
