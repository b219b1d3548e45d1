package imc.registrar.internal;

import static imc.registrar.internal.Requests.TCP;
import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.StoredBinding;
import imc.api.sip.Flow;
import imc.api.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the store when a registration is acknowledged, and what comes out of it after the process was killed. */
class DurabilityTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final String CONTACT = "Contact: <sip:bob@127.0.0.1:5071>";

    private final SetClock clock = new SetClock();
    private final Rows rows = new Rows();
    private LocationTable table;
    private Durability durability;
    private Registrar registrar;
    private final List<LocationTable> tables = new ArrayList<>();
    private int cseq = 1;

    @BeforeEach
    void start() {
        start("launch 1", true);
    }

    /** As after kill -9: nobody has been told that it would end. */
    private void start(String launch, boolean isStoreExpected) {
        table = new LocationTable(clock, new Ruids(launch + "........"));
        tables.add(table);
        durability = new Durability(table, clock, isStoreExpected, Runnable::run);
        registrar = new Registrar(table, durability, clock, Map.of());
        durability.bindStore(rows, Map.of());
    }

    private void kill() {
        start("launch 2", true);
    }

    @AfterEach
    void stop() {
        for (LocationTable each : tables) {
            each.stop();
        }
    }

    private CompletableFuture<Integer> bob(String... lines) {
        return registrar.answer(register("bob", "b", cseq++, UDP, lines)).toCompletableFuture()
                .thenApply(answer -> answer.orElseThrow().status());
    }

    private SipResponse query() {
        return Requests.now(registrar, register("bob", "q", cseq++, UDP)).orElseThrow();
    }

    private List<Contact> contacts() {
        return new UserLocation(table).contacts(BOB);
    }

    @Test
    void whatIsNewChangedOrTakenBackIsDurableBeforeItIsAcknowledged() {
        rows.isHeld = true;
        List<String> changes = List.of(CONTACT, CONTACT + ";q=0.5", CONTACT + ";expires=0");
        for (String change : changes) {
            CompletableFuture<Integer> answer = bob(change);
            assertFalse(answer.isDone(), change);
            rows.commit();
            assertEquals(200, answer.getNow(0));
            assertEquals(change.endsWith("expires=0") ? 0 : 1, rows.rows.size());
        }
        assertEquals(0, durability.unwritten());
    }

    @Test
    void aRefreshWaitsForNoCommitAndIsWrittenWithOthersLater() {
        bob(CONTACT);
        rows.isHeld = true;
        clock.forward(3000);
        assertEquals(200, bob(CONTACT).getNow(0));
        assertEquals(200, bob(CONTACT).getNow(0));
        Requests.now(registrar, register("bob", "c", 1, UDP, CONTACT));
        assertEquals(1, durability.unwritten());
        durability.flush();
        rows.commit();
        assertEquals(2, rows.batches);
        assertEquals("c", rows.rows.values().iterator().next().callId());
        assertEquals(0, durability.unwritten());
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsNobodyForLongAndGetsAllOfItLater() {
        rows.isHeld = true;
        CompletableFuture<Integer> answer = bob(CONTACT);
        clock.forward(4);
        durability.flush();
        assertFalse(answer.isDone());
        assertEquals(List.of(), durability.missing());
        clock.forward(1);
        durability.flush();
        assertEquals(200, answer.getNow(0));
        assertEquals(List.of("registrations are kept in memory alone: their store does not answer"),
                durability.missing());
        assertEquals(200, bob("Contact: <sip:bob@127.0.0.1:5072>").getNow(0), "nobody else has to wait");
        assertEquals(200, bob(CONTACT + ";expires=0").getNow(0));
        durability.flush();
        rows.commit();
        assertEquals(1, rows.batches, "it was asked for nothing more meanwhile");
        rows.isHeld = false;
        durability.flush();
        assertEquals(List.of(), durability.missing());
        assertEquals(0, durability.unwritten());
        kill();
        assertEquals(List.of("sip:bob@127.0.0.1:5072"), contacts().stream().map(Contact::uri).toList());
    }

    @Test
    void aRefreshThatWasNotWrittenIsThereAfterKill() {
        bob(CONTACT);
        clock.forward(3599);
        assertEquals(200, bob(CONTACT).getNow(0));
        kill();
        clock.forward(3599);
        assertEquals(1, contacts().size());
        clock.forward(3); // no longer than one more refresh could have given
        assertEquals(0, contacts().size());
    }

    @Test
    void aRefreshThatGivesMoreThanTheStoreAllowsForWaits() {
        bob(CONTACT + ";expires=60");
        rows.isHeld = true;
        clock.forward(30);
        assertEquals(200, bob(CONTACT + ";expires=60").getNow(0));
        CompletableFuture<Integer> longer = bob(CONTACT + ";expires=3600");
        assertFalse(longer.isDone());
        rows.commit();
        assertEquals(200, longer.getNow(0));
        kill();
        rows.commit();
        clock.forward(3500);
        assertEquals(1, contacts().size());
    }

    @Test
    void whatIsBeingWrittenAndLastsLessLongIsWhatCounts() {
        bob(CONTACT + ";expires=3600");
        rows.isHeld = true;
        assertEquals(200, bob(CONTACT + ";expires=60").getNow(0));
        durability.flush();
        CompletableFuture<Integer> longer = bob(CONTACT + ";expires=3600");
        assertFalse(longer.isDone());
        rows.commit();
        assertEquals(200, longer.getNow(0));
    }

    @Test
    void aRefreshIsNotBelievedToBeWrittenWhileItIsNot() {
        bob(CONTACT);
        rows.isHeld = true; // and nothing is written
        for (int i = 0; i < 2; i++) {
            clock.forward(1800);
            assertEquals(200, bob(CONTACT).getNow(0));
        }
        clock.forward(1800);
        CompletableFuture<Integer> third = bob(CONTACT);
        assertFalse(third.isDone());
        rows.commit();
        assertEquals(200, third.getNow(0));
    }

    @Test
    void whatEndsOrExpiresIsTakenOutOfTheStoreByAndBy() {
        Flow connection = new Flow("tcp", "127.0.0.1", 40002, 7);
        Requests.now(registrar, register("bob", "t", 1, connection, "Contact: <sip:bob@10.1.2.3>;expires=100"));
        bob(CONTACT + ";expires=60");
        assertEquals(2, rows.rows.size());
        table.ended(7);
        clock.forward(61);
        table.sweep();
        assertEquals(2, rows.rows.size());
        durability.flush();
        assertEquals(0, rows.rows.size());
    }

    @Test
    void afterKillDatagramsStillFindTheirWayAndConnectionsAreGone() {
        Requests.now(registrar, register("bob", "t", 1, TCP, "Contact: <sip:a@10.1.2.3>;q=0.9"));
        Requests.now(registrar, register("bob", "t", 2, TCP, "Contact: <sip:b@127.0.0.1>;q=0.8"));
        Requests.now(registrar, register("bob", "u", 1, UDP, "Via: SIP/2.0/UDP 10.1.2.3;rport;branch=z9hG4bK1",
                "User-Agent: Phone 1", "Contact: <sip:c@10.1.2.3>;+sip.instance=\"<urn:uuid:A>\";reg-id=2;q=0.7"));
        List<Contact> before = contacts();
        StoredBinding row = rows.rows.values().stream().filter(each -> each.regId() == 2).findFirst().orElseThrow();
        assertEquals(List.of("<urn:uuid:a>", "Phone 1", 700, true), List.of(row.instance(), row.userAgent(), row.q(),
                row.flowOnly()));
        kill();
        assertEquals(List.of(new Contact("sip:b@127.0.0.1", Optional.empty(), false, List.of(), 800, ""),
                before.get(2)), contacts());
        assertEquals(2, rows.rows.size());
        // Over an update of the bundle connections stay.
        Requests.now(registrar, register("bob", "t", 3, TCP, "Contact: <sip:a@10.1.2.3>;q=0.9"));
        start("launch 2", true);
        assertEquals(3, contacts().size());
        assertEquals(500, Requests.now(registrar, register("bob", "t", 3, TCP, "Contact: <sip:a@10.1.2.3>"))
                .orElseThrow().status());
    }

    @Test
    void thePathAndTheBytesAreKept() {
        Requests.now(registrar, register("bob", "b", 1, UDP, "Supported: path", "Path: <sip:127.0.0.1:5080;lr>",
                "Path: <sip:p2.example.com;lr>;x=\"a,b\"", "Contact: \"B\u00f8b\" <sip:a@10.1.2.3>"));
        List<Contact> before = contacts();
        long bytes = table.bytes();
        kill();
        assertEquals(List.of("<sip:127.0.0.1:5080;lr>", "<sip:p2.example.com;lr>;x=\"a,b\""), contacts().get(0).path());
        assertEquals(before, contacts());
        assertEquals(bytes, table.bytes());
    }

    @Test
    void registrationsWaitUntilItIsKnownWhoIsThere() {
        bob(CONTACT);
        rows.isHeld = true;
        kill();
        CompletableFuture<Integer> other = bob("Contact: <sip:laptop@127.0.0.1:5072>");
        assertFalse(other.isDone());
        assertFalse(durability.ready().isDone());
        rows.commit();
        rows.commit();
        assertEquals(200, other.getNow(0));
        assertEquals(2, contacts().size());
        assertEquals(2, query().headers().all("Contact").size());
    }

    @Test
    void whereNoStoreComesRegistrationsAreTakenAsEverAndWrittenWhenOneComes() {
        bob(CONTACT, "Contact: <sip:old@127.0.0.1>");
        rows.isHeld = true;
        start("launch 2", true);
        durability.unbindStore(rows);
        CompletableFuture<Integer> first = bob(CONTACT);
        assertFalse(first.isDone());
        assertEquals(List.of(), durability.missing());
        durability.goWithout();
        assertFalse(durability.known().isDone());
        assertEquals(200, first.getNow(0));
        assertEquals(200, bob("Contact: <sip:new@127.0.0.1>").getNow(0));
        assertEquals(1, durability.missing().size());
        assertEquals(2, durability.unwritten());

        rows.isHeld = false;
        durability.bindStore(rows, Map.of());
        assertEquals(List.of(), durability.missing());
        assertEquals(0, durability.unwritten());
        // What was kept is here, but for the contact that was registered again; the store has the same.
        assertEquals(3, contacts().size());
        assertEquals(3, rows.rows.size());
        kill();
        assertEquals(3, contacts().size());
    }

    @Test
    void whatAStoreHasKeptIsThereAlsoWhereOneInMemoryHasComeBefore() {
        bob(CONTACT, "Contact: <sip:old@127.0.0.1>");
        table = new LocationTable(clock, new Ruids("launch 2........"));
        tables.add(table);
        durability = new Durability(table, clock, true, Runnable::run);
        registrar = new Registrar(table, durability, clock, Map.of());
        durability.bindStore(new Rows(), Map.of("service.ranking", -100));
        assertEquals(200, bob("Contact: <sip:new@127.0.0.1>").getNow(0));
        durability.bindStore(rows, Map.of("service.ranking", 0));
        assertEquals(3, contacts().size());
        assertEquals(3, rows.rows.size());
    }

    @Test
    void anotherStoreGetsAllThatTheTableHasAndLosesWhatItHasNot() {
        bob(CONTACT);
        Rows other = new Rows();
        other.rows.putAll(rows.rows);
        bob(CONTACT + ";expires=0", "Contact: <sip:bob@127.0.0.1:5072>");
        durability.bindStore(other, Map.of());
        durability.unbindStore(rows);
        assertEquals(rows.rows, other.rows);
        assertEquals(1, contacts().size());
    }

    @Test
    void whatAStoreCannotWriteStaysInMemoryIsToldAndTriedAgain() {
        rows.fails = true;
        assertEquals(200, bob(CONTACT).getNow(0));
        assertEquals(1, durability.missing().size());
        assertEquals(1, contacts().size());
        durability.flush();
        assertEquals(0, rows.rows.size());
        rows.fails = false;
        durability.flush();
        assertEquals(1, rows.rows.size());
        assertEquals(List.of(), durability.missing());
    }

    @Test
    void aStoreThatCannotBeReadIsReadAgain() {
        bob(CONTACT);
        rows.fails = true;
        kill();
        assertEquals(1, durability.missing().size() + (durability.ready().isDone() ? 1 : 0));
        rows.fails = false;
        durability.flush();
        assertTrue(durability.ready().isDone());
        assertEquals(1, contacts().size());
    }

    @Test
    void aRowThatMakesNoSenseIsLeftOut() {
        bob(CONTACT, "Contact: <sip:bob@127.0.0.1:5072>");
        rows.rows.replaceAll((ruid, row) -> row.uri().contains("5071") ? new StoredBinding(ruid, BOB, "nonsense", "?",
                0, row.expires(), "c", 1, "", "", 0, "", Optional.empty(), false, List.of()) : row);
        kill();
        assertEquals(1, contacts().size());
        assertEquals(1, rows.rows.size());
    }

    @Test
    void theTimeOfDayCountsForHowLongTheServerWasAway() {
        bob(CONTACT + ";expires=60");
        clock.forward(119);
        kill();
        assertEquals(1, contacts().size());
        clock.forward(2);
        kill();
        assertEquals(0, contacts().size());
        assertEquals(0, rows.rows.size());
    }
}
