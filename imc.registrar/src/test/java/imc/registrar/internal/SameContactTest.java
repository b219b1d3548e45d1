package imc.registrar.internal;

import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One user's phones that give themselves the same Contact, because each is at the same private address of its NAT. */
class SameContactTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final String VIA = "Via: SIP/2.0/UDP 192.168.1.10:5060;rport;branch=z9hG4bK1";
    private static final String CONTACT = "Contact: <sip:bob@192.168.1.10:5060>";
    private static final Flow HOME = new Flow("udp", "198.51.100.1", 40001);
    private static final Flow OFFICE = new Flow("udp", "203.0.113.7", 40001);

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final UserLocation location = new UserLocation(table);
    private final Registrar registrar = Requests.registrar(table, clock);
    private int calls;

    @AfterEach
    void stop() {
        table.stop();
    }

    /** Each with a Call-ID of its own, as after a restart of the client. */
    private SipResponse bob(Flow source, String contact) {
        return bob("call-" + calls++, source, contact);
    }

    private SipResponse bob(String callId, Flow source, String contact) {
        SipResponse answer =
                Requests.now(registrar, register("bob", callId, ++calls, source, VIA, contact)).orElseThrow();
        assertEquals(200, answer.status(), answer.reason());
        return answer;
    }

    private List<Flow> flows() {
        return location.contacts(BOB).stream().map(Contact::flow).flatMap(Optional::stream).toList();
    }

    private static Flow tcp(String host, int port) {
        return new Flow("tcp", host, port, port);
    }

    private static String named(int instance, String more) {
        return CONTACT + ";+sip.instance=\"<urn:uuid:00000000-0000-4000-8000-00000000000" + instance + ">\"" + more;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";reg-id=1"})
    void twoInstancesAreTwoPhonesBehindTwoNatsAndBehindOne(String regId) {
        Flow sameNat = new Flow("udp", HOME.host(), 40002);
        bob(HOME, named(1, regId));
        bob(OFFICE, named(2, regId));
        bob(sameNat, named(3, regId));
        assertEquals(List.of(sameNat, OFFICE, HOME), flows());
        bob(OFFICE, named(2, regId));
        assertEquals(List.of(OFFICE, sameNat, HOME), flows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";reg-id=1"})
    void twoInstancesOverTwoConnectionsAreTwoPhones(String regId) {
        bob(tcp(HOME.host(), 40001), named(1, regId));
        bob(tcp(HOME.host(), 40002), named(2, regId));
        assertEquals(2, flows().size());
    }

    @Test
    void onePhoneWithTwoFlowsHasBothAndEachIsReplacedByItsOwn() {
        bob(tcp(HOME.host(), 40001), named(1, ";reg-id=1"));
        bob(tcp(HOME.host(), 40002), named(1, ";reg-id=2"));
        assertEquals(2, flows().size());
        bob(tcp(HOME.host(), 40003), named(1, ";reg-id=1"));
        assertEquals(List.of(tcp(HOME.host(), 40003), tcp(HOME.host(), 40002)), flows());
    }

    @Test
    void onePhoneThatNamesItsFlowsFromNowOnIsNotThereTwice() {
        bob(HOME, named(1, ""));
        bob(OFFICE, named(1, ";reg-id=1"));
        assertEquals(List.of(OFFICE), flows());
        bob(HOME, named(1, ""));
        assertEquals(List.of(HOME), flows());
    }

    @Test
    void aPhoneThatWasSetUpAnewAtThePlaceWhereItWasIsNotThereTwice() {
        bob(HOME, named(1, ""));
        bob(HOME, named(2, ""));
        assertEquals(List.of(HOME), flows());

        String listening = "Contact: <sip:bob@198.51.100.1:5071;transport=tcp>;+sip.instance=\"<urn:uuid:";
        bob(tcp(HOME.host(), 40001), listening + "1>\"");
        table.ended(40001);
        bob(tcp(HOME.host(), 40002), listening + "2>\"");
        assertEquals(List.of(tcp(HOME.host(), 40002), HOME), flows());
    }

    @Test
    void phonesThatDoNotSayWhichTheyAreAreTwoBehindTwoNats() {
        bob(HOME, CONTACT);
        bob(OFFICE, CONTACT);
        assertEquals(List.of(OFFICE, HOME), flows());
    }

    @Test
    void behindOneNatSuchAPhoneIsTheSameFromWhateverPort() {
        for (int port = 40001; port < 40020; port++) {
            bob(new Flow("udp", HOME.host(), port), CONTACT);
            assertEquals(List.of(new Flow("udp", HOME.host(), port)), flows());
        }
    }

    @Test
    void whoKeepsItsCallIdHasMovedToAnotherNat() {
        bob("one-run", HOME, CONTACT);
        bob("one-run", OFFICE, CONTACT);
        assertEquals(List.of(OFFICE), flows());
    }

    @Test
    void aPhoneInTheNetworkOfTheServerIsAnotherThanOneAtHome() {
        bob(new Flow("udp", "192.168.1.10", 5060), CONTACT);
        bob(HOME, CONTACT);
        assertEquals(2, location.contacts(BOB).size());
        bob(new Flow("udp", "192.168.1.10", 5060), CONTACT);
        assertEquals(2, location.contacts(BOB).size());
    }

    @Test
    void whoLeavesTakesNobodyElseAlong() {
        bob(HOME, CONTACT);
        bob(OFFICE, CONTACT);
        bob(OFFICE, CONTACT + ";expires=0");
        assertEquals(List.of(HOME), flows());
        bob(OFFICE, named(1, ""));
        bob(HOME, CONTACT + ";expires=0");
        assertEquals(List.of(OFFICE), flows());
        bob(HOME, named(2, ";expires=0"));
        bob(HOME, named(2, ";reg-id=1;expires=0"));
        assertEquals(List.of(OFFICE), flows());
        bob(HOME, named(1, ";expires=0"));
        assertEquals(List.of(), flows());
    }

    @Test
    void ofTwoContactsOfOneDeviceInOneRequestTheLaterOneCounts() {
        Requests.now(registrar, register("bob", "b", 1, HOME, VIA, named(1, ""),
                named(1, "").replace("5060", "5062"))).orElseThrow();
        assertEquals(List.of("sip:bob@192.168.1.10:5062"), location.contacts(BOB).stream().map(Contact::uri).toList());
    }
}
