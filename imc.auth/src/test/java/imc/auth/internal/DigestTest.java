package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.config.Settings;
import imc.api.sip.Flow;
import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.api.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in with a password, and what the others are answered. */
class DigestTest {

    private long now;
    private final Store store = new Store();
    private final Users users = new Users(() -> now);
    private final Figures figures = new Figures();
    private final List<Runnable> tasks = new ArrayList<>();
    private final Digest digest = new Digest(users, figures, tasks::add, () -> now);
    private final Client alice = new Client("sip:alice@example.com", "secret");
    private Gate gate;

    @BeforeEach
    void configure() {
        configure(Map.of());
        users.bindStore(store);
        store.put("sip:alice@example.com", "secret", Algorithm.values());
        store.put("sip:bob@example.com", "hidden", Algorithm.values());
        store.put("sip:kamailio@example.com", "old", Algorithm.MD5);
    }

    private void configure(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("auth", "digest", "algorithms", "SHA-256, MD5"));
        all.putAll(values);
        Settings settings = AuthSettings.initial().with(all, refusal -> {
            throw new AssertionError(refusal);
        });
        gate = new Gate(settings, digest, figures);
    }

    private Verdict verdict(SipRequest request) {
        CompletableFuture<Verdict> verdict = gate.filter(request).toCompletableFuture();
        assertTrue(verdict.isDone());
        return verdict.join();
    }

    private SipResponse refused(SipRequest request) {
        return verdict(request).refusal().orElseThrow();
    }

    private SipResponse challenge(Client client) {
        SipResponse challenge = refused(client.request());
        assertEquals(401, challenge.status());
        return challenge;
    }

    private static List<String> challenges(SipResponse response) {
        return response.headers().all("WWW-Authenticate");
    }

    private static boolean isStale(SipResponse response) {
        List<String> all = challenges(response);
        assertFalse(all.isEmpty());
        return all.stream().allMatch(one -> one.endsWith(", stale=true"));
    }

    /** What becomes of a request with credentials that were asked for just now. */
    private Optional<SipResponse> loggingIn(Client client) {
        return verdict(client.answering(challenge(client))).refusal();
    }

    private long refusals(String reason) {
        return figures.statistics(0).stream().filter(one -> reason.equals(one.labels().get("reason"))).findFirst()
                .orElseThrow().value();
    }

    @Test
    void theStrongestIsAskedForFirst() {
        SipResponse challenge = challenge(alice);
        List<String> all = challenges(challenge);
        assertEquals(2, all.size());
        assertTrue(all.get(0).matches("Digest realm=\"example\\.com\", nonce=\"[\\w-]{38}\", opaque=\"[\\w-]{22}\", "
                + "algorithm=SHA-256, qop=\"auth\""), all.get(0));
        assertEquals(all.get(0).replace("SHA-256", "MD5"), all.get(1));
        assertNotEquals(challenges(challenge(alice)).get(0), all.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoKnowsThePasswordIsLetIn(int algorithm) {
        SipResponse challenge = challenge(alice);
        SipResponse one = SipResponse.of(401).with("WWW-Authenticate", challenges(challenge).get(algorithm));
        for (int i = 0; i < 3; i++) {
            Verdict verdict = verdict(alice.answering(one));
            assertEquals(Optional.empty(), verdict.refusal());
            assertEquals(Optional.of(alice.user), verdict.identity());
        }
        assertEquals(1, digest.nonces());
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
        alice.password = "wrong";
        Client mallory = new Client("sip:mallory@example.com", "secret");
        SipResponse wrong = loggingIn(alice).orElseThrow();
        SipResponse unknown = loggingIn(mallory).orElseThrow();
        assertFalse(isStale(wrong));
        assertEquals(withoutNonces(wrong), withoutNonces(unknown));
        assertEquals(withoutNonces(challenge(alice)), withoutNonces(challenge(mallory)));
        assertEquals(2, refusals("password"));
        alice.password = "secret";
        assertEquals(Optional.empty(), verdict(alice.answering(wrong)).refusal());
    }

    private static String withoutNonces(SipResponse response) {
        return response.toString().replaceAll("nonce=\"[^\"]*\"", "");
    }

    @Test
    void aUserOfKamailioIsAskedForWhatIsKnownOfHim() {
        Client client = new Client("sip:kamailio@example.com", "old");
        SipResponse challenge = challenge(client);
        assertEquals(1, challenges(challenge).size());
        assertEquals("MD5", Client.parameter(challenges(challenge).get(0), "algorithm"));
        assertEquals(Optional.empty(), verdict(client.answering(challenge)).refusal());
        configure(Map.of("algorithms", "SHA-256"));
        assertEquals("SHA-256", Client.parameter(challenges(challenge(client)).get(0), "algorithm"));
        assertEquals(401, verdict(client.answering(challenge)).refusal().orElseThrow().status());
    }

    @Test
    void whereOneAlgorithmIsAskedForNobodyIsLookedFor() {
        configure(Map.of("algorithms", "MD5"));
        challenge(alice);
        challenge(new Client("sip:mallory@example.com", "x"));
        assertEquals(0, store.asked);
    }

    @Test
    void whatWasThereIsReplayedInVain() {
        SipResponse challenge = challenge(alice);
        SipRequest first = alice.answering(challenge);
        assertEquals(Optional.empty(), verdict(first).refusal());
        SipResponse again = refused(first);
        assertTrue(isStale(again));
        assertEquals(1, refusals("replay"));
        assertEquals(0, refusals("password"));
        assertEquals(Optional.empty(), verdict(alice.answering(again)).refusal());
    }

    @Test
    void aCountWithoutThePasswordCountsForNothing() {
        SipResponse challenge = challenge(alice);
        Client thief = new Client("sip:alice@example.com", "wrong");
        thief.count = 0x7ffffff;
        assertEquals(401, verdict(thief.answering(challenge)).refusal().orElseThrow().status());
        assertEquals(Optional.empty(), verdict(alice.answering(challenge)).refusal());
        assertEquals(1, digest.nonces());
    }

    @Test
    void anOldNonceIsStale() {
        SipResponse challenge = challenge(alice);
        now += Duration.ofSeconds(301).toNanos();
        SipResponse stale = refused(alice.answering(challenge));
        assertTrue(isStale(stale));
        assertEquals(Optional.empty(), verdict(alice.answering(stale)).refusal());
        alice.password = "wrong";
        now += Duration.ofSeconds(301).toNanos();
        assertTrue(isStale(refused(alice.answering(stale))), "whether it is right was not looked at");
    }

    @Test
    void aNonceOfAnotherRunOrAddressIsStale() {
        SipResponse challenge = challenge(alice);
        alice.spoiling = text -> text.replaceFirst("opaque=\"[^\"]*\"", "opaque=\"x\"");
        assertTrue(isStale(refused(alice.answering(challenge))));
        alice.spoiling = text -> text.replaceFirst(", opaque=\"[^\"]*\"", "");
        assertEquals(Optional.empty(), verdict(alice.answering(challenge)).refusal());
        alice.spoiling = text -> text.replaceFirst("nonce=\"..", "nonce=\"xx");
        assertTrue(isStale(refused(alice.answering(challenge))));
        alice.spoiling = text -> text;
        alice.flow = new Flow("udp", "192.0.2.99", 5060);
        assertTrue(isStale(refused(alice.answering(challenge))));
        assertEquals(0, refusals("password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digest", "Digest username=\"alice\"", "Digest realm=\"example.com\", username=\"a"})
    void whatCannotBeReadIs400(String authorization) {
        assertEquals(400, refused(alice.request("Authorization", authorization)).status());
        assertEquals(1, refusals("malformed"));
    }

    @Test
    void whatIsTooMuchIs400() {
        String[] headers = new String[2 * (Digest.MAX_HEADERS + 1)];
        for (int i = 0; i < headers.length; i += 2) {
            headers[i] = "Authorization";
            headers[i + 1] = "Basic x";
        }
        assertEquals(400, refused(alice.request(headers)).status());
        assertEquals(400, refused(alice.request("Authorization", "Digest x=" + "y".repeat(3000))).status());
    }

    @ParameterizedTest
    @CsvSource({"', qop=auth', ''", "'nc=00000001', 'nc=1'", "'nc=00000001', 'nc=00000000'",
        "'cnonce=\"0a4f113b\"', 'cnonce=\"\"'",
        "'qop=auth', 'qop=auth-int'"})
    void withoutQopAuthItIs400(String part, String instead) {
        alice.spoiling = text -> text.replace(part, instead);
        assertEquals(400, loggingIn(alice).orElseThrow().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6c2VjcmV0",
        "Digest username=\"alice\", realm=\"elsewhere\", nonce=\"n\", uri=\"u\", response=\"r\"",
        "Digest username=\"a\", realm=\"example.com\", nonce=\"n\", uri=\"u\", response=\"r\", algorithm=SHA-512-256"})
    void whatAnswersNoChallengeOfOursIsNone(String authorization) {
        SipResponse challenge = refused(alice.request("Authorization", authorization));
        assertEquals(401, challenge.status());
        assertFalse(isStale(challenge));
        String ours = alice.authorization(challenges(challenge).get(0));
        assertEquals(Optional.empty(),
                verdict(alice.request("Authorization", authorization, "Authorization", ours)).refusal());
    }

    @Test
    void whoPretendsToBeSomebodyElseIsToldSo() {
        Client bob = new Client("sip:alice@example.com", "hidden");
        bob.username = "bob";
        SipResponse refusal = loggingIn(bob).orElseThrow();
        assertEquals(403, refusal.status());
        assertEquals("From is not the authenticated user", refusal.reason());
        assertEquals("SIP;cause=403;text=\"From is not the authenticated user\"",
                refusal.headers().first("Reason").orElseThrow());
        bob.password = "wrong";
        assertEquals(401, loggingIn(bob).orElseThrow().status());
        assertEquals(1, refusals("identity"));
    }

    @Test
    void onlyTheUserRegisters() {
        alice.method = "REGISTER";
        alice.requestUri = alice.uri = "sip:example.com";
        alice.to = "sip:alice@example.com:5060;transport=tcp";
        assertEquals(Optional.empty(), loggingIn(alice));
        alice.to = "sip:bob@example.com";
        assertEquals("Only the user in To may register", loggingIn(alice).orElseThrow().reason());
        alice.to = "sip:example.com";
        assertEquals(400, loggingIn(alice).orElseThrow().status());
    }

    @ParameterizedTest
    @CsvSource({"sip:chat-1@example.com, 200", "sip:chat-1@EXAMPLE.com;transport=tcp, 200",
        "sips:chat-1@example.com:5061, 200",
        "sip:chat-2@example.com, 400", "sip:chat-1@elsewhere, 400", "sip:example.com, 400", "'', 400"})
    void theUriIsThatOfTheRequest(String uri, int status) {
        alice.uri = uri;
        assertEquals(status, loggingIn(alice).map(SipResponse::status).orElse(200));
    }

    @ParameterizedTest
    @CsvSource({"sip:chat-1@192.0.2.7:5060;x=y, 200", "sip:chat-2@192.0.2.7, 400"})
    void aProxyMayHavePutAnotherHostThere(String requestUri, int status) {
        alice.requestUri = requestUri;
        assertEquals(status, loggingIn(alice).map(SipResponse::status).orElse(200));
    }

    @ParameterizedTest
    @CsvSource({"sip:alice@example.com, 401", "sip:bob@[2001:db8::1], 401", "sip:bob@elsewhere, 403",
        "tel:+49123, 403"})
    void realmsMayBeRestricted(String user, int status) {
        configure(Map.of("realms", "Example.com, [2001:db8::1]"));
        assertEquals(status, refused(new Client(user, "x").request()).status());
    }

    @Test
    void aNameWithEscapesIsWrittenWithThemOrWithout() {
        store.put("sip:a%20b+%C3%A9@example.com", "secret", Algorithm.values());
        Client client = new Client("sip:a%20b+%C3%A9@example.com", "secret");
        assertEquals("a b+\u00e9", client.username);
        assertEquals(Optional.empty(), loggingIn(client));
    }

    @Test
    void whileTheStoreIsAwayOrSlowNobodyIsToldThatHisPasswordIsWrong() {
        SipResponse challenge = challenge(alice);
        users.unbindStore(store);
        for (SipRequest request : List.of(alice.answering(challenge), alice.request())) {
            SipResponse refusal = refused(request);
            assertEquals(503, refusal.status());
            assertEquals("5", refusal.headers().first("Retry-After").orElseThrow());
        }
        users.bindStore(store);
        store.instead = CompletableFuture.failedFuture(new StoreException("a test's"));
        assertEquals(503, refused(alice.answering(challenge)).status());
        assertEquals(3, refusals("store"));
        store.instead = null;
        assertEquals(Optional.empty(), verdict(alice.answering(challenge)).refusal());
    }

    @Test
    void whoHasToBeLookedForGoesOnInAThreadOfOurs() {
        SipResponse challenge = challenge(alice);
        users.forget();
        store.instead = new CompletableFuture<>();
        CompletableFuture<Verdict> verdict = gate.filter(alice.answering(challenge)).toCompletableFuture();
        store.instead.complete(Optional.of(credentials()));
        assertFalse(verdict.isDone());
        assertEquals(1, tasks.size());
        tasks.get(0).run();
        assertEquals(Optional.of(alice.user), verdict.join().identity());
        assertEquals(Optional.empty(), verdict(alice.answering(challenge)).refusal(), "kept");
    }

    private Credentials credentials() {
        return store.users.get(alice.user);
    }

    @Test
    void whereTooManyAreLookedForChallengesDoWithout() {
        store.instead = new CompletableFuture<>();
        for (int i = 0; i < Digest.MOST_ASKED_FOR_CHALLENGES; i++) {
            gate.filter(new Client("sip:user" + i + "@example.com", "x").request());
        }
        assertEquals(Digest.MOST_ASKED_FOR_CHALLENGES, store.asked);
        assertEquals(2, challenges(challenge(alice)).size());
        assertEquals(Digest.MOST_ASKED_FOR_CHALLENGES, store.asked);
    }

    @Test
    void afterTooManyWrongPasswordsNoneIsLookedAtFromThere() {
        alice.password = "wrong";
        for (int i = 0; i < 5; i++) {
            assertEquals(401, loggingIn(alice).orElseThrow().status());
        }
        alice.password = "secret";
        int asked = store.asked;
        SipResponse refusal = loggingIn(alice).orElseThrow();
        assertEquals(503, refusal.status());
        assertEquals("60", refusal.headers().first("Retry-After").orElseThrow());
        assertEquals(asked, store.asked);
        alice.flow = new Flow("tcp", "192.0.2.2", 5060);
        assertEquals(Optional.empty(), loggingIn(alice), "from elsewhere he is let in");
        alice.flow = new Flow("tcp", "192.0.2.1", 1);
        now += Duration.ofSeconds(61).toNanos();
        assertEquals(Optional.empty(), loggingIn(alice));
        assertEquals(1, refusals("blocked"));
    }

    @Test
    void ofManyWrongPasswordsThatWaitForTheStoreTogetherNoMoreAreComparedThanMayBeWrong() {
        SipResponse challenge = challenge(alice);
        users.forget();
        store.instead = new CompletableFuture<>();
        alice.password = "wrong";
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            verdicts.add(gate.filter(alice.answering(challenge)).toCompletableFuture());
        }
        store.instead.complete(Optional.of(credentials()));
        tasks.forEach(Runnable::run);
        Map<Integer, Long> statuses = verdicts.stream().collect(Collectors.groupingBy(
                one -> one.join().refusal().orElseThrow().status(), Collectors.counting()));
        assertEquals(Map.of(401, 5L, 503, 15L), statuses);
    }

    @Test
    void whoKnowsThePasswordMayHaveAsManyRequestsUnderWayAsHeLikes() {
        SipResponse challenge = challenge(alice);
        users.forget();
        store.instead = new CompletableFuture<>();
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            verdicts.add(gate.filter(alice.answering(challenge)).toCompletableFuture());
        }
        store.instead.complete(Optional.of(credentials()));
        tasks.forEach(Runnable::run);
        verdicts.forEach(one -> assertEquals(Optional.of(alice.user), one.join().identity()));
    }

    @Test
    void aWrongNonceIsNoGuess() {
        SipResponse challenge = challenge(alice);
        alice.password = "wrong";
        alice.flow = new Flow("udp", "192.0.2.99", 5060);
        for (int i = 0; i < 20; i++) {
            assertTrue(isStale(refused(alice.answering(challenge))));
        }
        assertEquals(0, refusals("password"), "nobody can use up another address's tries");
    }

    @Test
    void whatFromSaysHasToBeReadable() {
        SipRequest request = alice.request();
        SipRequest without = new SipRequest("MESSAGE", "sip:x@h", request.headers().with("X", "y"), new byte[0],
                request.source());
        assertEquals(401, refused(without).status());
        SipRequest odd = new SipRequest("MESSAGE", "sip:x@h",
                imc.api.sip.SipHeaders.NONE.with("From", "\"\\\" <http://x>"), new byte[0], request.source());
        assertEquals(400, refused(odd).status());
    }

    @Test
    void addressesAreEqualAsElsewhere() {
        Client client = new Client("sips:ali%63e@EXAMPLE.com", "secret");
        assertEquals(SipAddress.parse("sip:alice@example.com"), client.user);
        assertEquals(Optional.empty(), loggingIn(client));
    }
}
