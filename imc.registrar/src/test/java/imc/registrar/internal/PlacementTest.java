package imc.registrar.internal;

import static imc.registrar.internal.Requests.TCP;
import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the requests for a contact go, and which places nobody may name. */
class PlacementTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final String VIA = "Via: SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bK1";
    private static final String RPORT = "Via: SIP/2.0/UDP 10.1.2.3:5060;rport;branch=z9hG4bK1";

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final UserLocation location = new UserLocation(table);
    private final Registrar registrar = Requests.registrar(table, clock);

    @AfterEach
    void stop() {
        table.stop();
    }

    private SipResponse bob(Flow source, String... lines) {
        return Requests.now(registrar, register("bob", "b", 1, source, lines)).orElseThrow();
    }

    private Contact contact() {
        assertEquals(1, location.contacts(BOB).size());
        return location.contacts(BOB).get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@10.1.2.3:5060", "sip:bob@192.0.2.7;transport=tcp", "sip:bob@df7jal23ls0d.invalid",
        "sip:bob@phone.example.com"})
    void aClientBehindANatIsReachedWhereItSentFrom(String uri) {
        assertEquals(200, bob(UDP, RPORT, "Contact: <" + uri + ">").status());
        assertEquals(new Contact(uri, Optional.of(UDP), true, List.of()), contact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via: SIP/2.0/UDP h;rport", "Via: SIP/2.0/UDP h;branch=z9;rport=5;x",
        "Via: SIP/2.0/UDP h; RPort =7"})
    void rportIsAskedForWithAValueAndWithout(String via) {
        assertEquals(200, bob(UDP, via, "Contact: <sip:bob@10.1.2.3>").status());
    }

    @Test
    void onlyTheOneWhoSentItCanAskForRport() {
        assertEquals(403, bob(UDP, VIA, RPORT, "Contact: <sip:bob@10.1.2.3>").status());
        assertEquals(403, bob(UDP, VIA + ";xrport", "Contact: <sip:bob@10.1.2.3>").status());
    }

    @Test
    void whereNatsAreNotLookedForAContactElsewhereIsRefused() {
        registrar.configure(Map.of("fix_nated_register", "false"));
        assertEquals(403, bob(UDP, RPORT, "Contact: <sip:bob@10.1.2.3>").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@127.0.0.1:5071", "sip:127.0.0.1", "sip:bob@localhost:5071",
        "sip:bob@127.0.0.1:6379;transport=tcp"})
    void aContactAtTheAddressOfItsClientIsReachedWhereItSays(String uri) {
        assertEquals(200, bob(UDP, RPORT, "Contact: <" + uri + ">").status());
        assertEquals(new Contact(uri, Optional.empty()), contact());
    }

    @Test
    void twoSpellingsOfTheClientsAddressAreTheSamePlace() {
        assertEquals(200, bob(new Flow("udp", "2001:db8:0:0:0:0:0:1", 5060), VIA, "Contact: <sip:bob@[2001:DB8::1]>")
                .status());
        assertEquals(Optional.empty(), contact().flow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5:6379", "127.0.0.2:6379", "redis.example.com", "[::1]:6379", "2130706433",
        "127.1"})
    void aPlaceThatTheClientHasNotSentFromIsRefusedAndNothingIsBound(String host) {
        SipResponse response = bob(UDP, VIA, "Contact: <sip:bob@127.0.0.1>", "Contact: <sip:bob@" + host
                + ";transport=tcp>");
        assertEquals(403, response.status());
        assertTrue(response.reason().contains("contact_networks"), response.reason());
        assertTrue(response.reason().contains("127.0.0.1"), response.reason());
        assertEquals(List.of(), location.contacts(BOB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5:6379", "redis.example.com", "[::1]:6379"})
    void overAConnectionSuchAContactIsReachedOverTheConnectionAlone(String host) {
        String uri = "sip:bob@" + host + ";transport=tcp";
        assertEquals(200, bob(TCP, VIA, "Contact: <" + uri + ">").status());
        assertEquals(new Contact(uri, Optional.of(TCP), true, List.of()), contact());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.5, 10.0.0.0/8, true", "10.0.0.5, '192.0.2.1, 10.0.0.5', true", "10.0.0.5, 10.0.0.4/31, true",
        "10.0.0.5, 10.0.0.6/31, false", "10.0.0.5, '::/0', false", "1.2.3.4, 0.0.0.0/0, true",
        "[2001:db8:1::5], '2001:db8::/32', true", "[2001:db9::5], '2001:db8::/32', false",
        "pbx.example.com, pbx.example.com, true", "PBX.example.com, pbx.Example.com, true",
        "a.b.example.com, *.example.com, true", "example.com, *.example.com, false",
        "badexample.com, *.example.com, false", "10.0.0.5, *.0.0.5x, false"})
    void whatIsListedMayBeNamedByAnybody(String host, String networks, boolean allowed) {
        registrar.configure(Map.of("contact_networks", networks));
        assertEquals(allowed ? 200 : 403, bob(UDP, VIA, "Contact: <sip:bob@" + host + ">").status());
        if (allowed) {
            assertEquals(new Contact("sip:bob@" + host, Optional.empty()), contact());
        }
    }

    @Test
    void aTrustedProxyMayNameAnyPlace() {
        registrar.configure(Map.of("trusted_proxies", "192.0.2.0/28"));
        Flow proxy = new Flow("udp", "192.0.2.9", 5060);
        assertEquals(200, bob(proxy, VIA, RPORT, "Contact: <sip:bob@10.1.2.3:5060>").status());
        assertEquals(new Contact("sip:bob@10.1.2.3:5060", Optional.empty()), contact());
        assertEquals(403, bob(new Flow("udp", "192.0.2.16", 5060), VIA, RPORT, "Contact: <sip:eve@10.1.2.4:5060>")
                .status());

        Flow connection = new Flow("tcp", "192.0.2.9", 40009, 9);
        assertEquals(200, Requests.now(registrar, register("bob", "b", 2, connection, VIA, RPORT,
                "Contact: <sip:bob@10.1.2.3:5060>")).orElseThrow().status());
        assertEquals(new Contact("sip:bob@10.1.2.3:5060", Optional.of(connection), false, List.of()), contact());
    }

    @Test
    void aRequestThroughManyProxiesIsNotTrustedForThat() {
        assertEquals(403, bob(UDP, VIA, VIA, VIA, "Contact: <sip:bob@10.1.2.3>").status());
    }

    @Test
    void aPathIsStoredAndShownAndTheWayToTheContact() {
        String first = "<sip:127.0.0.1:5080;lr>";
        String second = "<sip:edge.example.com;lr;ob>";
        SipResponse response = bob(UDP, VIA, VIA, "Supported: gruu", "Supported: path", "Path: " + first,
                "Path: " + second, "Contact: <sip:bob@10.1.2.3>");
        assertEquals(200, response.status());
        assertEquals(List.of(first, second), response.headers().all("Path"));
        assertEquals(new Contact("sip:bob@10.1.2.3", Optional.empty(), false, List.of(first, second)), contact());
    }

    @Test
    void whoRequiresAPathOfUsKnowsIt() {
        SipResponse response = bob(UDP, VIA, VIA, "Require: path", "Path: <sip:127.0.0.1:5080;lr>",
                "Contact: <sip:bob@10.1.2.3>");
        assertEquals(200, response.status());
        assertEquals(Optional.of("path"), response.headers().first("Supported"));
    }

    @Test
    void aPathThatItsClientDoesNotKnowOfIsRefused() {
        SipResponse response = bob(UDP, VIA, "Path: <sip:127.0.0.1;lr>", "Contact: <sip:bob@10.1.2.3>");
        assertEquals(421, response.status());
        assertEquals(Optional.of("path"), response.headers().first("Require"));
        assertEquals(List.of(), location.contacts(BOB));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<sip:127.0.0.1> | 400", "sip:127.0.0.1;lr | 400",
        "<http://127.0.0.1;lr> | 400", "<sip:10.0.0.5:6379;transport=tcp;lr> | 403",
        "<sip:redis.example.com;lr> | 403"})
    void aPathThatCannotBeFollowedOrLeadsElsewhereIsRefused(String path, int status) {
        assertEquals(status, bob(UDP, VIA, "Supported: path", "Path: " + path, "Contact: <sip:bob@127.0.0.1>")
                .status());
        assertEquals(List.of(), location.contacts(BOB));
    }
}
