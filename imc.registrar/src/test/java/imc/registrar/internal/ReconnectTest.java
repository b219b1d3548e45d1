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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that come again from elsewhere, and connections that end. */
class ReconnectTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final String INSTANCE = ";+sip.instance=\"<urn:uuid:00000000-0000-4000-8000-00000000abcd>\"";
    private static final String VIA = "Via: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1";

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final UserLocation location = new UserLocation(table);
    private final Revocation ends = new Revocation(table,
            new Durability(table, clock, false, Runnable::run));
    private final Registrar registrar = Requests.registrar(table, clock);
    private int calls;

    @AfterEach
    void stop() {
        table.stop();
    }

    private static Flow tcp(int port) {
        return new Flow("tcp", "127.0.0.1", port, 1000 + port);
    }

    /** Each with a Call-ID of its own, as after a restart of the client. */
    private SipResponse bob(Flow source, String... lines) {
        return Requests.now(registrar, register("bob", "call-" + calls++, 1, source, lines)).orElseThrow();
    }

    private List<String> contactsOfBob() {
        return location.contacts(BOB).stream().map(Contact::uri).toList();
    }

    @Test
    void theSameInstanceAndRegIdIsRegisteredOnceHoweverOftenItComesFromAnotherPort() {
        for (int port = 5071; port < 5090; port++) {
            assertEquals(200, bob(UDP, "Contact: <sip:bob@127.0.0.1:" + port + ">" + INSTANCE + ";reg-id=1").status());
            assertEquals(List.of("sip:bob@127.0.0.1:" + port), contactsOfBob());
        }
    }

    @Test
    void anInstanceCountsForTheSameInUpperCaseAndWithoutARegId() {
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5071>" + INSTANCE);
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5072>" + INSTANCE.toUpperCase());
        assertEquals(List.of("sip:bob@127.0.0.1:5072"), contactsOfBob());
    }

    @Test
    void anotherFlowOrAnotherInstanceIsAnotherBinding() {
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5071>" + INSTANCE + ";reg-id=1");
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5072>" + INSTANCE + ";reg-id=2");
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5073>" + INSTANCE.replace("abcd", "abce") + ";reg-id=1");
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5074>");
        assertEquals(4, contactsOfBob().size());
    }

    @Test
    void anInstanceThatTakesBackItsOldContactKeepsTheNewOne() {
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5071>" + INSTANCE);
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5072>" + INSTANCE,
                "Contact: <sip:bob@127.0.0.1:5071>;expires=0" + INSTANCE);
        assertEquals(List.of("sip:bob@127.0.0.1:5072"), contactsOfBob());
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5071>;expires=0" + INSTANCE);
        assertEquals(List.of("sip:bob@127.0.0.1:5072"), contactsOfBob());
    }

    @Test
    void whoNamesItsFlowTakesItBackWhateverTheContact() {
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5071>" + INSTANCE + ";reg-id=1");
        bob(UDP, "Contact: <sip:bob@127.0.0.1:5072>" + INSTANCE + ";reg-id=1;expires=0");
        assertEquals(List.of(), contactsOfBob());
    }

    @Test
    void whatAnInstanceReplacesMustNotBeNewer() {
        Requests.now(registrar, register("bob", "b", 5, UDP, "Contact: <sip:bob@127.0.0.1:5072>" + INSTANCE));
        assertEquals(500, Requests.now(registrar, register("bob", "b", 4, UDP,
                "Contact: <sip:bob@127.0.0.1:5071>" + INSTANCE))
                .orElseThrow().status());
        assertEquals(List.of("sip:bob@127.0.0.1:5072"), contactsOfBob());
    }

    @Test
    void aContactOverTheSameConnectionReplacesTheOneBeforeItIfTheNameIsTheSame() {
        bob(tcp(40001), VIA, "Contact: <sip:bob@10.1.2.3:5060;transport=tcp>");
        bob(tcp(40001), VIA, "Contact: <sip:bob@127.0.0.1:40001;transport=tcp>");
        assertEquals(List.of("sip:bob@127.0.0.1:40001;transport=tcp"), contactsOfBob());
        bob(tcp(40001), VIA, "Contact: <sip:other@127.0.0.1:40001;transport=tcp>");
        bob(tcp(40002), VIA, "Contact: <sip:bob@127.0.0.1:40002;transport=tcp>");
        bob(tcp(40001), VIA, VIA, "Contact: <sip:bob@127.0.0.9:5060;transport=tcp>");
        assertEquals(4, contactsOfBob().size());
    }

    @Test
    void oneCallIdFromOneHostIsOneClient() {
        for (int i = 1; i < 20; i++) {
            assertEquals(200, Requests.now(registrar, register("bob", "b", i, UDP,
                    "Contact: <sip:bob@127.0.0.1:" + (5070 + i)
                    + ">")).orElseThrow().status());
        }
        assertEquals(List.of("sip:bob@127.0.0.1:5089"), contactsOfBob());
    }

    @Test
    void aBindingAtThePortOfItsConnectionGoesWithTheConnection() {
        for (int port = 40001; port < 40020; port++) {
            assertEquals(200, bob(tcp(port), "Contact: <sip:bob@127.0.0.1:" + port + ";transport=tcp>").status());
            assertEquals(List.of(new Contact("sip:bob@127.0.0.1:" + port + ";transport=tcp", Optional.of(tcp(port)),
                    true, List.of())), location.contacts(BOB));
            ends.ended(tcp(port));
            assertEquals(List.of(), contactsOfBob());
        }
        assertEquals(0, table.bytes());
    }

    @Test
    void aBindingAtAPortWhereTheClientListensOutlivesTheConnection() {
        bob(tcp(40001), "Contact: <sip:bob@127.0.0.1:5071;transport=tcp>");
        assertEquals(Optional.of(tcp(40001)), location.contacts(BOB).get(0).flow());
        ends.ended(tcp(40001));
        assertEquals(List.of(new Contact("sip:bob@127.0.0.1:5071;transport=tcp", Optional.empty())),
                location.contacts(BOB));
    }

    @Test
    void anotherConnectionFromTheSamePortIsNotTheOneThatEnded() {
        bob(tcp(40001), "Contact: <sip:bob@127.0.0.1:40001;transport=tcp>");
        ends.ended(new Flow("tcp", "127.0.0.1", 40001, 7));
        assertEquals(1, contactsOfBob().size());
    }

    @Test
    void aConnectionThatEndedBeforeItsRequestWasReadBindsNothing() {
        ends.ended(tcp(40001));
        assertEquals(200, bob(tcp(40001), "Contact: <sip:bob@127.0.0.1:40001;transport=tcp>").status());
        assertEquals(List.of(), contactsOfBob());
    }

    @Test
    void theEndOfAConnectionConcernsAllWhoRegisteredOverIt() {
        Requests.now(registrar, register("carol", "c", 1, tcp(40001), "Contact: <sip:carol@10.1.2.3>"));
        bob(tcp(40001), "Contact: <sip:bob@10.1.2.3>");
        bob(tcp(40002), "Contact: <sip:bob@10.1.2.4>");
        ends.ended(tcp(40001));
        assertEquals(List.of("sip:bob@10.1.2.4"), contactsOfBob());
        assertEquals(1, table.size());
    }
}
