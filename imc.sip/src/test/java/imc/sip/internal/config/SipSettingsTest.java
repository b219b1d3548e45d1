package imc.sip.internal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipSettingsTest {

    private static final List<Setting<?>> ALL = List.of(SipSettings.LISTEN, SipSettings.OUTBOUND_PROXY,
            SipSettings.IDENTITY, SipSettings.UDP_GSO, SipSettings.MEMBER_NETWORKS,
            SipSettings.TCP_MAX_CONNECTIONS, SipSettings.TCP_MAX_CONNECTIONS_PER_IP,
            SipSettings.TCP_CONNECTION_LIFETIME, SipSettings.IN_FLIGHT_PERCENT,
            SipSettings.UDP_UNPROVEN_LIMIT, SipSettings.ANSWERS_FROM_ELSEWHERE, SipSettings.LOCATION,
            SipSettings.COPY_TO_OWN_DEVICES,
            SipSettings.TLS_KEY_STORE, SipSettings.TLS_KEY_STORE_PASSWORD, SipSettings.TLS_TRUST_STORE,
            SipSettings.TLS_TRUST_STORE_PASSWORD, SipSettings.TLS_CLIENT_AUTH,
            SipSettings.DNS_SERVERS, SipSettings.DNS_TIMEOUT, SipSettings.DNS_TRY_NAPTR,
            SipSettings.USE_DNS_FAILOVER, SipSettings.DST_BLOCKLIST_EXPIRE);

    private final List<String> refusals = new ArrayList<>();

    @Test
    void aKeyOfAFormerVersionIsToldAndNothingElse() {
        Map<String, Object> current = SipSettings.current(Map.of("fast_path", "true", "udp_gso", "false"),
                refusals::add);
        assertEquals(Map.of("udp_gso", "false"), current);
        assertEquals(List.of("imc.transport.sip: the key 'fast_path' has no effect any more: all messages go the one "
                + "fast way"), refusals);
    }

    private Settings with(String key, Object value) {
        return SipSettings.initial().with(Map.of(key, value), refusals::add);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "listen | udp:127.0.0.1 | 'udp:127.0.0.1' is no address to listen at",
        "listen | sctp:127.0.0.1:5061 | 'sctp:127.0.0.1:5061' is no address to listen at",
        "listen | udp:127.0.0.1:70000 | has a port above 65535",
        "listen | udp:::1:5060 | is no address to listen at",
        "listen | udp:a:1, udp:a:1 | 'udp:a:1' is there twice",
        "outbound_proxy | proxy.example.com | is no SIP URI",
        "outbound_proxy | sip:proxy;transport=ws | 'ws' is none of the transports udp, tcp, tls",
        "tls_client_auth | maybe | allowed is one of [none, want, need]",
        "tcp_max_connections | 0 | allowed is a whole number from 1 to 1000000",
        "identity | to | allowed is one of [from, pai]",
        "dns_servers | ns.example.com | 'ns.example.com' is no address of a name server",
        "dns_servers | 127.0.0.1, 256.0.0.1:53 | '256.0.0.1:53' is no address of a name server",
        "dns_servers | 127.0.0.1:0 | '127.0.0.1:0' is no address of a name server",
        "dns_timeout | 0 | allowed is a whole number from 100 to 60000",
        "dst_blocklist_expire | -1 | allowed is a whole number from 0 to 3600"})
    void aValueThatIsNotAllowedIsRefusedInWordsAndTheOldOneStays(String key, String value, String words) {
        Settings settings = with(key, value);
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).startsWith("imc.transport.sip: " + key + " = '"), refusals.get(0));
        assertTrue(refusals.get(0).contains(words), refusals.get(0));
        Setting<?> setting = ALL.stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
        assertEquals(setting.initial(), settings.get(setting));
    }

    @Test
    void keysThatOthersReadAreNoneOfOurs() {
        SipSettings.initial().with(Map.of("rooms", "sip:(", "manager", "", "extra_hdrs", "X: y"), refusals::add);
        assertEquals(List.of(), refusals);
        SipSettings.initial().with(Map.of("romms", "sip:chat"), refusals::add);
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).contains(" rooms, "), refusals.get(0));
    }

    @Test
    void addressesAreRead() {
        Settings settings = with("listen", " UDP:127.0.0.1:5060 ,tcp:[::1]:0,tcp:host.example.com:1");
        assertEquals("[udp:127.0.0.1:5060, tcp:[::1]:0, tcp:host.example.com:1]",
                settings.get(SipSettings.LISTEN).toString());
        assertEquals(2, with("listen", "udp:a:0, udp:a:0").get(SipSettings.LISTEN).size());
        assertEquals(List.of(), refusals);
    }

    @Test
    void nameServersAreRead() {
        assertEquals("[127.0.0.1:53, 10.0.0.2:5353, [0:0:0:0:0:0:0:1]:53, [0:0:0:0:0:0:0:1]:54]",
                with("dns_servers", "127.0.0.1 , 10.0.0.2:5353,[::1],[::1]:54").get(SipSettings.DNS_SERVERS)
                        .toString());
        assertEquals(List.of(), refusals);
    }

    private static String text(Object value) {
        return value instanceof List<?> list ? String.join(", ", list.stream().map(Object::toString).toList())
                : value instanceof java.util.Optional<?> optional ? optional.map(Object::toString).orElse("")
                : value.toString().replaceAll("^FROM$", "from").replaceAll("^NONE$", "none")
                .replaceAll("^AUTO$", "auto");
    }

    @Test
    void metatypeReadmeAndSettingsAgree() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        ALL.forEach(setting -> settings.put(setting.key(), text(setting.initial())));
        Map<String, String> metatype = new TreeMap<>();
        for (Method method : Configuration.class.getDeclaredMethods()) {
            metatype.put(method.getName().replace("__", "_"), String.valueOf(method.getDefaultValue()));
        }
        assertEquals(settings, metatype);
        Map<String, String> readme = new TreeMap<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\| (?:`([^`]*)`|none) \\| [^|]{20,} \\|$")
                .matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            readme.put(rows.group(1), rows.group(2) == null ? "" : rows.group(2));
        }
        assertEquals(settings, readme);
        assertEquals(ALL.size(), Arrays.stream(SipSettings.class.getDeclaredFields())
                .filter(field -> field.getType() == Setting.class).count());
    }
}
