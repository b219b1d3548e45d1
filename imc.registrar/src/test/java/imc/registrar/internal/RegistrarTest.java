package imc.registrar.internal;

import static imc.registrar.internal.Requests.TCP;
import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.bob;
import static imc.registrar.internal.Requests.register;
import static imc.registrar.internal.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.LocationListener;
import imc.api.sip.Flow;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.api.statistics.Statistic;
import imc.api.transport.RoomAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of RFC 3261 §10.3, asked through the services that the bundle offers. */
class RegistrarTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final UserLocation location = new UserLocation(table);
    private final Registrar registrar = Requests.registrar(table, clock);

    @AfterEach
    void stop() {
        table.stop();
    }

    private SipResponse answer(SipRequest request) {
        return Requests.now(registrar, request).orElseThrow();
    }

    @Test
    void whatIsNoUsersAddressCannotBeRegistered() {
        RoomAddresses rooms = new RoomAddresses() {
            @Override
            public boolean serves(SipAddress room) {
                return canBeUser(room);
            }

            @Override
            public boolean canBeUser(SipAddress address) {
                return !address.user().startsWith("chat-");
            }

            @Override
            public String description() {
                return "sip:chat-.*";
            }
        };
        registrar.rooms.add(rooms);
        assertEquals(200, answer(bob(1, "Contact: <sip:bob@127.0.0.1>")).status());
        SipResponse refusal = answer(register("chat-9", "c", 1, UDP, "Contact: <sip:chat-9@127.0.0.1>"));
        assertEquals("404 sip:chat-9@127.0.0.1 is no user", refusal.status() + " " + refusal.reason());
        assertEquals(List.of(), location.contacts(SipAddress.parse("sip:chat-9@127.0.0.1")));
        registrar.rooms.remove(rooms);
        assertEquals(200, answer(register("chat-9", "c", 1, UDP, "Contact: <sip:chat-9@127.0.0.1>")).status());
    }

    private List<String> contactsOfBob() {
        return location.contacts(BOB).stream().map(Contact::uri).toList();
    }

    private static List<String> contacts(SipResponse response) {
        assertEquals(200, response.status(), String.valueOf(response.reason()));
        return response.headers().all("Contact");
    }

    @Test
    void aRegisteredUserCanBeReached() {
        SipResponse response = answer(bob(1, "Contact: <sip:bob@127.0.0.1:5071>;expires=120"));

        assertEquals(List.of("<sip:bob@127.0.0.1:5071>;expires=120"), contacts(response));
        assertEquals(Optional.of("Fri, 02 Jan 2026 03:04:05 GMT"), response.headers().first("Date"));
        assertEquals(List.of("sip:bob@127.0.0.1:5071"), contactsOfBob());
    }

    @Test
    void theUserIsTheOneInTheToHeader() {
        answer(request("""
                REGISTER sip:127.0.0.1 SIP/2.0
                From: <sip:secretary@127.0.0.1>;tag=1
                To: "Bob <the one>" <sip:%62ob@127.0.0.1:5060;transport=udp>
                Call-ID: 1
                CSeq: 1 REGISTER
                Contact: <sip:bob@127.0.0.1:5071>
                """));
        assertEquals(List.of("sip:bob@127.0.0.1:5071"), contactsOfBob());
    }

    @Test
    void otherMethodsAreLeftToOthers() {
        assertEquals(Optional.empty(), Requests.now(registrar, request("OPTIONS sip:127.0.0.1 SIP/2.0")));
    }

    @Test
    void aBindingIsNotShownAfterItHasExpired() {
        answer(bob(1, "Contact: <sip:bob@127.0.0.1:5071>;expires=120"));
        clock.forward(119);
        assertEquals(List.of("<sip:bob@127.0.0.1:5071>;expires=1"), contacts(answer(bob(2))));
        clock.forward(1);
        assertEquals(List.of(), contacts(answer(bob(3))));
        assertEquals(List.of(), contactsOfBob());
    }

    @Test
    void expiresComesFromTheContactElseFromTheHeaderElseFromTheConfiguration() {
        SipResponse response = answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=100", "Contact: <sip:b@127.0.0.1>",
                "Expires: 200"));
        assertEquals(List.of("<sip:b@127.0.0.1>;expires=200", "<sip:a@127.0.0.1>;expires=100"), contacts(response));

        registrar.configure(Map.of("default_expires", "300"));
        assertEquals("<sip:c@127.0.0.1>;expires=300", contacts(answer(bob(2, "Contact: <sip:c@127.0.0.1>"))).get(0));
    }

    @ParameterizedTest
    @CsvSource({"soon, 3600", "-5, 3600", "99999999999999999999, 7200", "0000000000000000000000100, 100",
        "4294967296, 7200", "7201, 7200"})
    void expiresIsReadAsTheRfcSaysAndBoundedByMaxExpires(String expires, int granted) {
        registrar.configure(Map.of("max_expires", "7200"));
        assertEquals(List.of("<sip:a@127.0.0.1>;expires=" + granted),
                contacts(answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=" + expires))));
    }

    @Test
    void anIntervalThatIsTooBriefIsRefusedWithTheShortestOneAndNothingIsBound() {
        SipResponse response = answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=600",
                "Contact: <sip:b@127.0.0.1>;expires=59"));

        assertEquals(423, response.status());
        assertEquals("Interval Too Brief: 59 s are asked for, at least 60 s are allowed", response.reason());
        assertEquals(Optional.of("60"), response.headers().first("Min-Expires"));
        assertEquals(List.of(), contactsOfBob());
        assertEquals(200, answer(bob(1, "Contact: <sip:b@127.0.0.1>;expires=60")).status());
    }

    @Test
    void aContactIsRefreshedRatherThanDoubled() {
        answer(bob(1, "Contact: <sip:bob@127.0.0.1:5071>;expires=120"));
        clock.forward(60);
        assertEquals(List.of("<sip:bob@127.0.0.1:5071>;expires=120"),
                contacts(answer(bob(2, "Contact: <sip:bob@127.0.0.1:5071>;expires=120"))));
    }

    @Test
    void expiresZeroRemovesThatContactAlone() {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>", "Contact: <sip:b@127.0.0.1>"));
        assertEquals(List.of("<sip:b@127.0.0.1>;expires=3600"),
                contacts(answer(bob(2, "Contact: <sip:a@127.0.0.1>;expires=0"))));
        assertEquals(List.of("sip:b@127.0.0.1"), contactsOfBob());
    }

    @Test
    void aStarWithExpiresZeroRemovesEverything() {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>", "Contact: <sip:b@127.0.0.1>"));
        assertEquals(List.of(), contacts(answer(bob(2, "Contact: *", "Expires: 0"))));
        assertEquals(List.of(), contactsOfBob());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: *", "Contact: *\nExpires: 60",
        "Contact: *\nContact: <sip:b@127.0.0.1>\nExpires: 0"})
    void aStarOtherwiseIsABadRequestThatRemovesNothing(String lines) {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>"));
        SipResponse response = answer(bob(2, lines));
        assertEquals(400, response.status());
        assertEquals("Contact: * may stand only alone and with Expires: 0", response.reason());
        assertEquals(List.of("sip:a@127.0.0.1"), contactsOfBob());
    }

    @Test
    void aRequestThatComesOutOfOrderChangesNothingAtAll() {
        answer(bob(5, "Contact: <sip:a@127.0.0.1>;expires=600"));

        for (SipRequest late : List.of(
                bob(4, "Contact: <sip:new@127.0.0.1>", "Contact: <sip:a@127.0.0.1>;expires=0"),
                bob(5, "Contact: <sip:a@127.0.0.1>;expires=900"),
                bob(5, "Contact: *", "Expires: 0"))) {
            assertEquals(500, answer(late).status());
            assertEquals(List.of("<sip:a@127.0.0.1>;expires=600"), contacts(answer(bob(6))));
        }
    }

    @Test
    void anotherCallIdIsAlwaysNewer() {
        answer(bob(5, "Contact: <sip:a@127.0.0.1>"));
        assertEquals(List.of("<sip:a@127.0.0.1>;expires=90"),
                contacts(answer(register("bob", "bob-2", 1, UDP, "Contact: <sip:a@127.0.0.1>;expires=90"))));
        assertEquals(List.of(),
                contacts(answer(register("bob", "bob-3", 1, UDP, "Contact: *", "Expires: 0"))));
    }

    @Test
    void theOrderIsKeptForEachBindingByItself() {
        answer(bob(5, "Contact: <sip:a@127.0.0.1>"));
        assertEquals(200, answer(bob(4, "Contact: <sip:b@127.0.0.1>")).status());
    }

    @Test
    void aQueryListsTheBindingsOfThatUserAndChangesNone() {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=600"));
        answer(register("carol", "c", 1, UDP, "Contact: <sip:c@127.0.0.1>"));
        clock.forward(100);

        assertEquals(List.of("<sip:a@127.0.0.1>;expires=500"), contacts(answer(bob(1))));
        assertEquals(List.of("<sip:a@127.0.0.1>;expires=500"), contacts(answer(bob(1, "Expires: 0"))));
    }

    @Test
    void contactsComeWithTheHighestQFirst() {
        answer(bob(1, "Contact: <sip:low@127.0.0.1>;q=0.1", "Contact: <sip:high@127.0.0.1>;q=0.9",
                "Contact: <sip:middle@127.0.0.1>;q=0.5"));
        answer(bob(2, "Contact: <sip:highest@127.0.0.1>"));
        assertEquals(List.of("sip:highest@127.0.0.1", "sip:high@127.0.0.1", "sip:middle@127.0.0.1",
                "sip:low@127.0.0.1"), contactsOfBob());
    }

    @Test
    void linphonesInstanceIsKeptInTheAnswerAndLeftOutOfTheRequestUri() {
        String contact = "\"Bob; the first\" <sip:bob@127.0.0.1:43211;transport=tcp>"
                + ";+sip.instance=\"<urn:uuid:c6b1a1ea-1a5c-0040-9b8a-a4d7e5f1a2b3>\";+org.linphone.specs=\"lime\"";
        SipResponse response = answer(register("bob", "b", 20, TCP, "Contact: " + contact + ";expires=3600;q=0.5"));

        assertEquals(List.of(contact + ";q=0.5;expires=3600"), contacts(response));
        assertEquals(List.of(new Contact("sip:bob@127.0.0.1:43211;transport=tcp", Optional.of(TCP), false, List.of(),
                500, "<urn:uuid:c6b1a1ea-1a5c-0040-9b8a-a4d7e5f1a2b3>")), location.contacts(BOB));
    }

    @Test
    void parametersWithoutAngleBracketsBelongToTheHeader() {
        assertEquals(List.of("<sip:bob@127.0.0.1:9>;x=1;expires=60"),
                contacts(answer(bob(1, "Contact: sip:bob@127.0.0.1:9;expires=60;x=1"))));
        assertEquals(List.of("sip:bob@127.0.0.1:9"), contactsOfBob());
    }

    @Test
    void theConnectionOfTheRequestIsKeptUnlessItIsUdp() {
        answer(register("bob", "b", 1, TCP, "Contact: <sip:a@127.0.0.1;transport=tcp>"));
        assertEquals(Optional.of(TCP), location.contacts(BOB).get(0).flow());
        answer(register("bob", "b", 2, UDP, "Contact: <sip:a@127.0.0.1;transport=tcp>"));
        assertEquals(Optional.empty(), location.contacts(BOB).get(0).flow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<http://127.0.0.1>", "<tel:+4712345>", "<sip:bob@>", "<sip:@127.0.0.1>", "<sip:bob@a b>",
        "<sip:bob@127.0.0.1:0>", "<sip:bob@127.0.0.1:70000>", "<sip:b%6@127.0.0.1>", "<sip:bob@127.0.0.1", "<>",
        "<sip:bob@127.0.0.1>;q=2", "<sip:bob@127.0.0.1>;x=\"open", "<sip:bob@127.0.0.1> behind", "bob",
        "<sip:a@b@127.0.0.1>", "<sip:bob@127.0.0.1;=1>", "<sip:bob@127.0.0.1?=x>", "<sip:bøb@127.0.0.1>"})
    void aBadContactIsNamedAndNothingIsBound(String contact) {
        SipResponse response = answer(bob(1, "Contact: <sip:good@127.0.0.1>", "Contact: " + contact));
        assertEquals(400, response.status());
        assertTrue(response.reason().startsWith("Bad Contact '" + contact + "': "), response.reason());
        assertEquals(List.of(), contactsOfBob());
    }

    @Test
    void aContactMayHaveNoUserAndAnIpv6Address() {
        answer(register("bob", "b", 1, new Flow("udp", "0:0:0:0:0:0:0:1", 40001),
                "Contact: <sip:[::1]:5071;transport=udp>"));
        assertEquals(List.of("sip:[::1]:5071;transport=udp"), contactsOfBob());
    }

    @Test
    void whatMayNotStandOnARequestLineIsLeftOut() {
        answer(bob(1, "Contact: <sip:b;method=x@127.0.0.1;method=MESSAGE;transport=udp?Subject=hello>"));
        assertEquals(List.of("sip:b;method=x@127.0.0.1;transport=udp"), contactsOfBob());
    }

    @Test
    void aVeryLongContactIsRefusedInOneLineOfBoundedLength() {
        SipResponse response = answer(bob(1, "Contact: <sip:bob@127.0.0.1>;x=" + "y".repeat(ContactValue.MAX_LENGTH)));
        assertEquals(400, response.status());
        assertTrue(response.reason().length() <= 200, response.reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "To: <sip:bob@127.0.0.1> | No To header",
        "Call-ID: bob-1 | No Call-ID header",
        "CSeq: 1 REGISTER | No CSeq header"})
    void aRequestWithoutAMandatoryHeaderIsABadRequest(String line, String reason) {
        String text = """
                REGISTER sip:127.0.0.1 SIP/2.0
                To: <sip:bob@127.0.0.1>
                Call-ID: bob-1
                CSeq: 1 REGISTER
                """.replace(line + "\n", "");
        assertEquals(SipResponse.of(400, reason), answer(request(text)));
    }

    @ParameterizedTest
    @CsvSource({"To: <sip:bob@127.0.0.1>, To: nobody", "CSeq: 1 REGISTER, CSeq: one REGISTER",
        "CSeq: 1 REGISTER, CSeq: 1 MESSAGE", "Call-ID: bob-1, Call-ID: bob 1"})
    void aMandatoryHeaderThatCannotBeReadIsABadRequest(String good, String bad) {
        String text = """
                REGISTER sip:127.0.0.1 SIP/2.0
                To: <sip:bob@127.0.0.1>
                Call-ID: bob-1
                CSeq: 1 REGISTER
                """;
        SipResponse response = answer(request(text.replace(good, bad)));
        assertEquals(400, response.status());
        assertTrue(response.reason().startsWith("Bad " + bad.split(":")[0]), response.reason());
    }

    @Test
    void moreContactsThanAllowedAreRefusedAndThoseBoundStay() {
        registrar.configure(Map.of("max_contacts", "2"));
        answer(bob(1, "Contact: <sip:a@127.0.0.1>", "Contact: <sip:b@127.0.0.1>"));

        SipResponse response = answer(bob(2, "Contact: <sip:c@127.0.0.1>"));
        assertEquals(403, response.status());
        assertEquals("sip:bob@127.0.0.1 would have 3 contacts, at most 2 are allowed", response.reason());
        assertEquals(2, contactsOfBob().size());
        assertEquals(200, answer(bob(3, "Contact: <sip:a@127.0.0.1>")).status());

        registrar.configure(Map.of("max_contacts", "1"));
        assertEquals(200, answer(bob(4, "Contact: <sip:a@127.0.0.1>")).status());
    }

    @Test
    void moreUsersThanAllowedAreRefusedUntilOthersHaveGone() {
        registrar.configure(Map.of("max_aors", "1"));
        answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=60"));

        SipResponse response = answer(register("carol", "c", 1, UDP, "Contact: <sip:c@127.0.0.1>"));
        assertEquals(503, response.status());
        assertEquals(Optional.of("30"), response.headers().first("Retry-After"));
        assertEquals(200, answer(bob(2, "Contact: <sip:a@127.0.0.1>;expires=60")).status());
        assertEquals(200, answer(register("carol", "c", 2, UDP)).status());

        clock.forward(60);
        table.sweep();
        assertEquals(200, answer(register("carol", "c", 3, UDP, "Contact: <sip:c@127.0.0.1>")).status());
    }

    @Test
    void whoHasGoneKeepsNobodyOutWhereNobodySweeps() {
        registrar.configure(Map.of("max_aors", "1"));
        answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=60"));
        clock.forward(3 * LocationTable.SWEEP_SECONDS);
        assertEquals(503, answer(register("carol", "c", 1, UDP, "Contact: <sip:c@127.0.0.1>")).status());
        clock.forward(1);
        assertEquals(200, answer(register("carol", "c", 2, UDP, "Contact: <sip:c@127.0.0.1>")).status());
    }

    @Test
    void whoeverSetsTheClockNeitherEndsABindingNorLengthensIt() {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=600"));
        for (int seconds : List.of(7200, -14_400)) {
            clock.set(seconds);
            table.sweep();
            SipResponse response = answer(bob(2));
            assertEquals(List.of("<sip:a@127.0.0.1>;expires=600"), contacts(response));
            assertEquals(List.of("sip:a@127.0.0.1"), contactsOfBob());
        }
        assertEquals(Optional.of("Fri, 02 Jan 2026 01:04:05 GMT"), answer(bob(2)).headers().first("Date"));
        clock.forward(600);
        assertEquals(List.of(), contactsOfBob());
    }

    @Test
    void whateverIsThrownIsAnswered500AndCountedAndTheNextOneIsServed() {
        SipRequest broken = new SipRequest("REGISTER", "sip:127.0.0.1", null, new byte[0], UDP);
        assertEquals(500, answer(broken).status());
        assertEquals(500, answer(broken).status());
        assertEquals(2, figures().get("failed_regs"));
        assertEquals(200, answer(bob(1, "Contact: <sip:a@127.0.0.1>")).status());
    }

    @Test
    void twoSpellingsOfAnIpv6AddressAreOneUserAndOneContact() {
        Flow source = new Flow("udp", "0:0:0:0:0:0:0:1", 40001);
        for (String host : List.of("[::1]", "[0:0:0:0:0:0:0:1]")) {
            SipResponse response = answer(request("""
                    REGISTER sip:%1$s SIP/2.0
                    To: <sip:bob@%1$s>
                    Call-ID: %1$s
                    CSeq: 1 REGISTER
                    Contact: <sip:bob@%1$s:5071>
                    """.formatted(host), source));
            assertEquals(List.of("<sip:bob@" + host + ":5071>;expires=3600"), contacts(response));
            assertEquals(List.of("sip:bob@" + host + ":5071"),
                    location.contacts(SipAddress.parse("sip:bob@[::1]")).stream().map(Contact::uri).toList());
        }
    }

    @Test
    void theSweepTakesAwayWhatNobodyAsksFor() {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>;expires=60"));
        answer(register("carol", "c", 1, UDP, "Contact: <sip:a@127.0.0.1>;expires=600"));
        clock.forward(60);
        table.sweep();
        assertEquals(1, table.size());
    }

    @Test
    void clientsOfOneUserThatRegisterAtTheSameMomentAreAllBound() throws Exception {
        registrar.configure(Map.of("max_contacts", "200"));
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SipResponse>> requests = IntStream.rangeClosed(1, 200)
                    .<Callable<SipResponse>>mapToObj(i -> () -> answer(
                            register("bob", "client-" + i, 1, UDP, "Contact: <sip:bob@127.0.0.1:" + i + ">")))
                    .toList();
            for (Future<SipResponse> response : clients.invokeAll(requests)) {
                assertEquals(200, response.get().status());
            }
        } finally {
            clients.shutdownNow();
        }
        assertEquals(200, contactsOfBob().size());
    }

    @Test
    void listenersHearOfRegistrationsWhenTheyAreVisibleAndWhatTheyThrowDisturbsNobody() {
        List<String> heard = new ArrayList<>();
        LocationListener failing = user -> {
            throw new IllegalStateException("of no use");
        };
        registrar.listeners.add(failing);
        registrar.listeners.add(user -> heard.add(user + " " + location.contacts(user).size()));
        answer(bob(1, "Contact: <sip:a@127.0.0.1>"));
        answer(bob(2, "Contact: <sip:a@127.0.0.1>"));
        answer(bob(3));
        answer(bob(4, "Contact: <sip:a@127.0.0.1>;expires=0"));
        answer(bob(3, "Contact: <sip:a@10.9.9.9>"));
        assertEquals(List.of(BOB + " 1", BOB + " 1"), heard);
        assertEquals(2, figures().get("failed_listeners"));
        registrar.listeners.remove(failing);
        answer(bob(5, "Contact: <sip:a@127.0.0.1>"));
        assertEquals(3, heard.size());
        assertEquals(2, figures().get("failed_listeners"));
    }

    @Test
    void theFiguresTellHowManyAreRegistered() {
        answer(bob(1, "Contact: <sip:a@127.0.0.1>", "Contact: <sip:b@127.0.0.1>"));
        answer(register("carol", "c", 1, UDP, "Contact: <sip:c@127.0.0.1>;expires=60"));
        answer(bob(1, "Contact: <sip:a@127.0.0.1>"));
        assertEquals(Map.of("registered_users", 2L, "location_contacts", 3L, "location_bytes", 3L * Binding.LEAST_BYTES,
                "accepted_regs", 2L, "rejected_regs", 1L, "failed_regs", 0L, "failed_listeners", 0L,
                "unwritten_contacts", 3L), figures());
        clock.forward(60);
        assertEquals(1, figures().get("registered_users"));
    }

    private Map<String, Long> figures() {
        return Stream.of(location, registrar).flatMap(source -> source.statistics().stream())
                .collect(Collectors.toMap(Statistic::name, Statistic::value));
    }

    @Test
    void noThreadIsLeftAfterTheEnd() throws Exception {
        table.worker().submit(() -> { }).get(30, TimeUnit.SECONDS);
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("imc.registrar")).toList();
        assertFalse(threads.isEmpty());
        table.stop();
        for (Thread thread : threads) {
            thread.join(30_000);
            assertFalse(thread.isAlive(), thread + " is alive");
        }
    }
}
