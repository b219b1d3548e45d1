package imc.registrar.internal;

import static imc.registrar.internal.Requests.TCP;
import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose registrations count when it has changed who may send, and when a password has. */
class RevocationTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@127.0.0.1");
    private static final SipGuard NOBODY_ASKS = new Guard(Optional.empty());
    private static final SipGuard SOMEBODY_ASKS = new Guard(Optional.of(
            request -> CompletableFuture.completedFuture(SipFilter.Verdict.pass())));

    private final SetClock clock = new SetClock();
    private final Rows rows = new Rows();
    private final List<LocationTable> tables = new ArrayList<>();
    private LocationTable table;
    private Durability durability;
    private Registrar registrar;
    private Revocation revocation;
    private int cseq = 1;
    private boolean isAsked;

    private record Guard(Optional<SipFilter> filter) implements SipGuard {

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }
    }

    @BeforeEach
    void start() {
        start("launch 1");
        durability.bindStore(rows, Map.of());
    }

    private void start(String launch) {
        table = new LocationTable(clock, new Ruids(launch));
        tables.add(table);
        durability = new Durability(table, clock, true, Runnable::run);
        registrar = new Registrar(table, durability, clock, Map.of());
        revocation = new Revocation(table, durability);
    }

    @AfterEach
    void stop() {
        tables.forEach(LocationTable::stop);
    }

    private void guard(SipGuard guard) throws Exception {
        isAsked = guard.filter().isPresent();
        revocation.bindGuard(guard);
        table.worker().submit(() -> { }).get(10, TimeUnit.SECONDS);
    }

    private void noGuard(SipGuard leaving) {
        isAsked = false;
        revocation.unbindGuard(leaving);
    }

    private void registers(String user, Flow flow) {
        assertEquals(200, bind(passed(user, flow)).status());
    }

    /** A REGISTER that has got past whoever asks now, and has not come to the registrar yet. */
    private SipRequest passed(String user, Flow flow) {
        SipRequest request = register(user, user, cseq++, flow, "Contact: <sip:" + user + "@127.0.0.1:5071>");
        return new SipRequest(request.method(), request.requestUri(), request.headers(), request.body(),
                request.source(), request.identity(), request.toTag(), request.peerNames(), isAsked);
    }

    private SipResponse bind(SipRequest request) {
        return Requests.now(registrar, request).orElseThrow();
    }

    private int contacts(SipAddress user) {
        List<Contact> contacts = new UserLocation(table).contacts(user);
        return contacts.size();
    }

    @Test
    void whatWasRegisteredWhileNobodyAskedEndsWhenSomebodyDoes() throws Exception {
        registers("bob", UDP);
        guard(NOBODY_ASKS);
        registers("alice", TCP);
        assertEquals(1, contacts(BOB));
        assertEquals(2, rows.rows.size());
        guard(SOMEBODY_ASKS);
        revocation.unbindGuard(NOBODY_ASKS);
        assertEquals(0, contacts(BOB) + contacts(ALICE));
        assertEquals(0, rows.rows.size(), "and in the store");
        registers("bob", UDP);
        assertEquals(1, contacts(BOB));
    }

    @Test
    void whatSomebodyWasAskedForStaysWhoeverAsksThen() throws Exception {
        guard(SOMEBODY_ASKS);
        registers("bob", UDP);
        noGuard(SOMEBODY_ASKS);
        registers("alice", UDP);
        guard(SOMEBODY_ASKS);
        assertEquals(1, contacts(BOB));
        assertEquals(0, contacts(ALICE));
    }

    @Test
    void whatSomebodyWasAskedForStaysWhereWhoAsksIsExchangedBeforeItIsBound() throws Exception {
        guard(SOMEBODY_ASKS);
        SipRequest late = passed("bob", UDP);
        noGuard(SOMEBODY_ASKS);
        assertEquals(200, bind(late).status());
        guard(new Guard(SOMEBODY_ASKS.filter()));
        assertEquals(1, contacts(BOB));
        assertEquals(1, rows.rows.size(), "and in the store");
    }

    @Test
    void whatNobodyWasAskedForIsNotBoundAnyMoreWhenSomebodyAsks() throws Exception {
        guard(NOBODY_ASKS);
        SipRequest late = passed("alice", TCP);
        guard(SOMEBODY_ASKS);
        SipResponse answer = bind(late);
        assertEquals("503 1", answer.status() + " " + answer.headers().first("Retry-After").orElseThrow());
        assertEquals(0, contacts(ALICE));
        assertEquals(0, rows.rows.size(), "and in the store");
        registers("alice", TCP);
        assertEquals(1, contacts(ALICE));
    }

    @Test
    void aRefreshProvesWhoseAContactIsAndTakesNoProofAway() throws Exception {
        registers("bob", UDP);
        guard(NOBODY_ASKS);
        isAsked = true;
        SipRequest proof = passed("bob", UDP);
        assertEquals(200, bind(proof).status());
        guard(SOMEBODY_ASKS);
        assertEquals(1, contacts(BOB));
        guard(NOBODY_ASKS);
        registers("bob", UDP);
        guard(SOMEBODY_ASKS);
        assertEquals(1, contacts(BOB));
    }

    @Test
    void itIsKnownAfterAnotherLaunchToo() throws Exception {
        guard(SOMEBODY_ASKS);
        registers("bob", UDP);
        guard(NOBODY_ASKS);
        registers("alice", TCP);
        start("launch 2");
        durability.bindStore(rows, Map.of());
        assertEquals(2, contacts(BOB) + contacts(ALICE));
        guard(SOMEBODY_ASKS);
        assertEquals(1, contacts(BOB));
        assertEquals(0, contacts(ALICE));
    }

    @Test
    void nothingIsTakenInThatDoesNotCountAnyMore() throws Exception {
        registers("alice", UDP);
        start("launch 2");
        guard(SOMEBODY_ASKS);
        durability.bindStore(rows, Map.of());
        assertEquals(0, contacts(ALICE));
        assertEquals(0, rows.rows.size());
    }

    @Test
    void whoIsTakenAwayOrHasAnotherPasswordIsRegisteredNowhereAndOthersStay() {
        registers("bob", UDP);
        registers("bob", TCP);
        registers("alice", UDP);
        revocation.revoked(BOB);
        assertEquals(0, contacts(BOB));
        assertEquals(List.of(ALICE), rows.rows.values().stream().map(row -> row.user()).toList());
        revocation.revoked(BOB);
        assertEquals(1, contacts(ALICE));
        registers("bob", UDP);
        assertEquals(1, contacts(BOB), "who knows the new one registers again");
    }
}
