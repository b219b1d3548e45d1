package imc.sip.internal.config;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.api.net.Networks;
import imc.api.sip.TransportKind;
import imc.sip.internal.tls.ClientAuth;
import imc.sip.internal.tls.Secret;
import imc.sip.internal.tls.TlsKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The keys of the PID {@code imc.transport.sip}, but for those about rooms. */
public final class SipSettings {

    /** The PID. */
    public static final String PID = "imc.transport.sip";

    public static final Setting<List<ListeningAddress>> LISTEN = new Setting<>("listen",
            ListeningAddress.list(Configuration.LISTEN),
            "a list of udp:host:port, tcp:host:port and tls:host:port, an IPv6 address in square brackets, port 0 for"
                    + " any free one",
            ListeningAddress::list);

    public static final Setting<Optional<SipUri>> OUTBOUND_PROXY = new Setting<>("outbound_proxy", Optional.empty(),
            "empty, or a URI like sip:host:port or sip:host:port;transport=tcp (or tls)", SipSettings::proxy);

    public static final Setting<Identity> IDENTITY = Setting.choice("identity", Identity.FROM);

    public static final Setting<Boolean> UDP_GSO = Setting.flag("udp_gso", true);

    public static final Setting<Integer> TCP_MAX_CONNECTIONS =
            Setting.number("tcp_max_connections", Configuration.MAX_CONNECTIONS, 1, 1_000_000);

    public static final Setting<Integer> TCP_MAX_CONNECTIONS_PER_IP =
            Setting.number("tcp_max_connections_per_ip", Configuration.MAX_CONNECTIONS_PER_IP, 1, 1_000_000);

    public static final Setting<Integer> TCP_CONNECTION_LIFETIME =
            Setting.number("tcp_connection_lifetime", Configuration.TCP_CONNECTION_LIFETIME, 5, 86_400);

    public static final Setting<Integer> IN_FLIGHT_PERCENT =
            Setting.number("in_flight_percent", Configuration.IN_FLIGHT_PERCENT, 1, 50);

    public static final Setting<Integer> UDP_UNPROVEN_LIMIT =
            Setting.number("udp_unproven_limit", Configuration.UDP_UNPROVEN_LIMIT, 0, 1_000_000);

    public static final Setting<Boolean> ANSWERS_FROM_ELSEWHERE = Setting.flag("answers_from_elsewhere", false);

    public static final Setting<Networks> MEMBER_NETWORKS = new Setting<>("member_networks", Networks.NONE,
            "a list of IP addresses and networks (192.0.2.0/24, 2001:db8::/32)", Networks::ofAddresses);

    public static final Setting<LocationNeed> LOCATION = Setting.choice("location", LocationNeed.AUTO);

    public static final Setting<Boolean> COPY_TO_OWN_DEVICES = Setting.flag("copy_to_own_devices", false);

    public static final Setting<String> TLS_KEY_STORE = text("tls_key_store");

    public static final Setting<Secret> TLS_KEY_STORE_PASSWORD = secret("tls_key_store_password");

    public static final Setting<String> TLS_TRUST_STORE = text("tls_trust_store");

    public static final Setting<Secret> TLS_TRUST_STORE_PASSWORD = secret("tls_trust_store_password");

    public static final Setting<ClientAuth> TLS_CLIENT_AUTH = Setting.choice("tls_client_auth", ClientAuth.NONE);

    public static final Setting<List<NameServer>> DNS_SERVERS = new Setting<>("dns_servers", List.of(),
            "empty, or a list of IP addresses of name servers, with :port where it is not 53, an IPv6 address in square"
                    + " brackets", NameServer::list);

    public static final Setting<Integer> DNS_TIMEOUT =
            Setting.number("dns_timeout", Configuration.DNS_TIMEOUT, 100, 60_000);

    public static final Setting<Boolean> DNS_TRY_NAPTR = Setting.flag("dns_try_naptr", true);

    public static final Setting<Boolean> USE_DNS_FAILOVER = Setting.flag("use_dns_failover", true);

    public static final Setting<Integer> DST_BLOCKLIST_EXPIRE =
            Setting.number("dst_blocklist_expire", Configuration.DST_BLOCKLIST_EXPIRE, 0, 3600);

    /** The keys of the same PID that others read, which are not unknown: imc.transport.sip knows what they mean. */
    private static final List<Setting<String>> OF_OTHERS = Stream.of("extra_hdrs", "rooms", "manager")
            .map(key -> new Setting<>(key, "", "anything", text -> text)).toList();

    private SipSettings() {
    }

    /** All keys at their initial values. */
    public static Settings initial() {
        List<Setting<?>> all = new ArrayList<>(List.of(LISTEN, OUTBOUND_PROXY, IDENTITY, UDP_GSO, MEMBER_NETWORKS,
                TCP_MAX_CONNECTIONS, TCP_MAX_CONNECTIONS_PER_IP, TCP_CONNECTION_LIFETIME, IN_FLIGHT_PERCENT,
                UDP_UNPROVEN_LIMIT, ANSWERS_FROM_ELSEWHERE, LOCATION, COPY_TO_OWN_DEVICES,
                TLS_KEY_STORE, TLS_KEY_STORE_PASSWORD, TLS_TRUST_STORE, TLS_TRUST_STORE_PASSWORD,
                TLS_CLIENT_AUTH, DNS_SERVERS, DNS_TIMEOUT, DNS_TRY_NAPTR, USE_DNS_FAILOVER, DST_BLOCKLIST_EXPIRE));
        all.addAll(OF_OTHERS);
        return Settings.initial(PID, all.toArray(Setting<?>[]::new));
    }

    /**
     * A configuration without keys of former versions, which mean nothing any more and do no harm.
     *
     * @param notice is told of each such key
     */
    public static Map<String, Object> current(Map<String, Object> configuration, Consumer<String> notice) {
        Map<String, Object> current = new HashMap<>(configuration);
        if (current.remove("fast_path") != null) {
            notice.accept(PID + ": the key 'fast_path' has no effect any more: all messages go the one fast way");
        }
        return current;
    }

    private static Setting<String> text(String key) {
        return new Setting<>(key, "", "empty, or the path of a file", text -> text);
    }

    private static Setting<Secret> secret(String key) {
        return new Setting<>(key, new Secret(""), "any text", Secret::new);
    }

    /** Whether we listen on TLS, for which keys are needed. */
    public static boolean isSecure(Settings settings) {
        return settings.get(LISTEN).stream().anyMatch(ListeningAddress::isSecure);
    }

    /** Where the keys for TLS are. */
    public static TlsKeys tlsKeys(Settings settings) {
        return new TlsKeys(settings.get(TLS_KEY_STORE), settings.get(TLS_KEY_STORE_PASSWORD),
                settings.get(TLS_TRUST_STORE), settings.get(TLS_TRUST_STORE_PASSWORD), settings.get(TLS_CLIENT_AUTH));
    }

    private static Optional<SipUri> proxy(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        SipUri uri = SipUri.parse(text);
        if (uri.kind().isEmpty()) {
            TransportKind.of(uri.transport()); // which says what is wrong with it
        }
        return Optional.of(uri);
    }
}
