package imc.registrar.internal;

import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that say which they are: GRUUs (RFC 5627), and the flows by which they are reached (RFC 5626). */
class DevicesTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final String INSTANCE = ";+sip.instance=\"<urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6>\"";
    private static final String GRUU =
            ";pub-gruu=\"sip:bob@127.0.0.1;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"";
    private static final String DIRECT = "Via: SIP/2.0/TCP 10.1.2.3;branch=z9hG4bK1";
    private static final String PROXY = "Via: SIP/2.0/TCP 10.1.2.9;branch=z9hG4bK2";

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final UserLocation location = new UserLocation(table);
    private final Registrar registrar = Requests.registrar(table, clock);
    private int cseq;

    @AfterEach
    void stop() {
        table.stop();
    }

    private static Flow tcp(int port) {
        return new Flow("tcp", "127.0.0.1", port, port);
    }

    private SipResponse bob(Flow source, String... lines) {
        return Requests.now(registrar, register("bob", "call", ++cseq, source, lines)).orElseThrow();
    }

    private List<Contact> contacts() {
        return location.contacts(BOB);
    }

    @Test
    void whoKnowsGruusIsToldThoseOfAllDevices() {
        bob(UDP, "Contact: <sip:plain@127.0.0.1>");
        String contact = "<sip:bob@127.0.0.1:5071>" + INSTANCE;
        SipResponse response = bob(UDP, "Supported: path", "Supported: gruu", "Contact: " + contact
                + ";pub-gruu=\"sip:eve@h;gr=1\"");
        assertEquals(List.of(contact + ";expires=3600" + GRUU, "<sip:plain@127.0.0.1>;expires=3600"),
                response.headers().all("Contact"));
        assertEquals(Optional.of("gruu"), response.headers().first("Supported"));
        assertEquals(List.of(contact + ";expires=3600", "<sip:plain@127.0.0.1>;expires=3600"),
                bob(UDP).headers().all("Contact"));
        assertEquals(1, bob(UDP, "Supported: gruu").headers().all("Contact").stream()
                .filter(each -> each.endsWith(GRUU)).count());
        assertEquals("<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>", contacts().get(0).instance());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<urn:x:a;b?> | ;gr=urn:x:a%3Bb%3F", "<mailto:x> | -", "anything | -"})
    void aGruuIsMadeOfAUrnThatIsEscapedWhereItMustBe(String instance, String gr) {
        String contact = bob(UDP, "Supported: gruu", "Contact: <sip:bob@127.0.0.1:5071>;+sip.instance=\"" + instance
                + '"').headers().all("Contact").get(0);
        assertEquals(gr.equals("-") ? "" : ";pub-gruu=\"sip:bob@127.0.0.1" + gr + '"',
                contact.replaceFirst(".*;expires=3600", ""));
    }

    @Test
    void aGruuCannotBeItsOwnContact() {
        assertEquals(403, bob(UDP, "Contact: <sip:bob@127.0.0.1;gr=urn:uuid:1>").status());
        assertEquals(200, bob(UDP, "Contact: <sip:other@127.0.0.1;gr=urn:uuid:1>").status());
    }

    @Test
    void severalFlowsOfOneDeviceAreThereTogetherTheLatestFirstAndEachReplacesItself() {
        for (int flow = 1; flow <= 2; flow++) {
            SipResponse response = bob(tcp(flow), DIRECT, "Supported: path", "Supported: outbound",
                    "Contact: <sip:bob@127.0.0.1;transport=tcp>" + INSTANCE + ";reg-id=" + flow);
            assertEquals(200, response.status());
            assertEquals(Optional.of("outbound"), response.headers().first("Require"));
            assertEquals(Optional.of("120"), response.headers().first("Flow-Timer"));
        }
        assertEquals(List.of(tcp(2), tcp(1)), flows());
        bob(tcp(1), DIRECT, "Supported: outbound", "Contact: <sip:bob@127.0.0.1;transport=tcp>" + INSTANCE
                + ";reg-id=1");
        assertEquals(List.of(tcp(1), tcp(2)), flows());
        bob(tcp(3), DIRECT, "Supported: outbound", "Contact: <sip:elsewhere@10.9.9.9;transport=tcp>" + INSTANCE
                + ";reg-id=1");
        assertEquals(List.of(tcp(3), tcp(2)), flows());
        // There is no other way to it, though its contact may well be reached.
        assertEquals(List.of(true, true), contacts().stream().map(Contact::flowOnly).toList());
        table.ended(2);
        assertEquals(List.of(tcp(3)), flows());
        table.ended(3);
        assertEquals(List.of(), contacts());
    }

    private List<Flow> flows() {
        return contacts().stream().map(contact -> contact.flow().orElseThrow()).toList();
    }

    @Test
    void overUdpTheFlowIsWhereItCameFrom() {
        SipResponse response = bob(UDP, DIRECT, "Supported: outbound", "Contact: <sip:bob@127.0.0.1:5071>" + INSTANCE
                + ";reg-id=1");
        assertEquals(Optional.of("outbound"), response.headers().first("Require"));
        assertEquals(Optional.empty(), response.headers().first("Flow-Timer")); // there, clients ask by STUN, and often
        assertEquals(List.of(UDP), flows());
    }

    @Test
    void whoDoesNotKnowOutboundIsNotToldOfIt() {
        SipResponse response = bob(tcp(1), DIRECT, "Contact: <sip:bob@127.0.0.1>" + INSTANCE + ";reg-id=1");
        assertEquals(Optional.empty(), response.headers().first("Require"));
        assertEquals(Optional.empty(), bob(tcp(1), DIRECT, "Supported: outbound", "Contact: <sip:b@127.0.0.1>")
                .headers().first("Require"));
        assertEquals(Optional.empty(), bob(tcp(1), DIRECT, "Supported: outbound", "Contact: <sip:c@127.0.0.1>;reg-id=1")
                .headers().first("Require"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {" | 439", "<sip:127.0.0.1;lr> | 439", "<sip:127.0.0.1;lr;ob> | 200",
        "<sip:127.0.0.1;lr>,<sip:edge.example.com;lr;ob> | 200",
        "<sip:127.0.0.1;lr;ob>,<sip:edge.example.com;lr> | 439"})
    void theProxyThatTheClientSentToMustKnowOutbound(String path, int status) {
        String contact = "Contact: <sip:bob@10.1.2.3>" + INSTANCE + ";reg-id=1";
        List<String> lines = Stream.concat(Stream.of(PROXY, DIRECT, "Supported: path", contact),
                path == null ? Stream.of() : Stream.of(path.split(",")).map(proxy -> "Path: " + proxy)).toList();
        SipResponse response = bob(tcp(1), Stream.concat(lines.stream(), Stream.of("Supported: outbound"))
                .toArray(String[]::new));
        assertEquals(status, response.status());
        if (status == 439) {
            assertEquals("First Hop Lacks Outbound Support", response.reason());
            assertEquals(200, bob(tcp(1), lines.toArray(String[]::new)).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2147483648", "99999999999", "x", ""})
    void aRegIdThatIsNoneIsRefused(String id) {
        assertEquals(400, bob(tcp(1), "Contact: <sip:bob@127.0.0.1>" + INSTANCE + ";reg-id=" + id).status());
        assertEquals(List.of(), contacts());
    }

    @Test
    void aFlowIsRegisteredAloneAndOthersMayBeTakenBackWithIt() {
        String flow = "Contact: <sip:bob@127.0.0.1>" + INSTANCE + ";reg-id=2147483647";
        assertEquals(400, bob(tcp(1), flow, "Contact: <sip:b@127.0.0.1>").status());
        assertEquals(200, bob(tcp(1), flow, "Contact: <sip:b@127.0.0.1>;expires=0").status());
        assertEquals(200, bob(tcp(1), flow, "Contact: <sip:b@127.0.0.1>", "Expires: 0").status());
        assertEquals(List.of(), contacts());
    }

    @Test
    void anInstanceThatIsTooLongIsRefused() {
        assertEquals(400, bob(UDP, "Contact: <sip:bob@127.0.0.1>;+sip.instance=\"<urn:x:" + "y".repeat(2000) + ">\"")
                .status());
    }
}
