package imc.api.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @DisplayName("an address is in a network by its leading bits, and in one of its own kind alone")
    @CsvSource({"192.0.2.0/24, 192.0.2.255, true", "192.0.2.0/24, 192.0.3.0, false", "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false", "192.0.2.128/25, 192.0.2.127, false", "192.0.2.129/25, 192.0.2.200, true",
        "0.0.0.0/0, 203.0.113.9, true", "0.0.0.0/0, ::1, false", "10.0.0.0/7, 11.255.0.1, true",
        "10.0.0.0/7, 12.0.0.1, false", "2001:db8::/32, [2001:db8:ffff::1], true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, [::1], true", "pbx.example.com, pbx.example.com, true", "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false", "'', 192.0.2.1, false"})
    void contains(String list, String host, boolean is) {
        assertEquals(is, Networks.parse(list).contains(host));
    }

    @ParameterizedTest
    @DisplayName("what is no list is refused in words that name what is wrong")
    @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/x", "192.0.2", "::/129", "a b", "-x"})
    void refused(String list) {
        String said = assertThrows(IllegalArgumentException.class, () -> Networks.parse(list)).getMessage();
        assertTrue(said.contains("'" + list + "'"), said);
        assertThrows(IllegalArgumentException.class, () -> Networks.ofAddresses("pbx.example.com"));
    }

    @ParameterizedTest
    @DisplayName("one source is an IPv4 address, or an IPv6 network of 64 bits")
    @CsvSource({"192.0.2.1, 192.0.2.1", "2001:db8:0:1::7, 20010db800000001/64",
        "2001:db8:0:1:ffff::, 20010db800000001/64",
        "localhost, localhost"})
    void source(String host, String source) {
        assertEquals(source, IpAddress.source(host));
    }
}
