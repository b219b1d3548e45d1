package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.auth.UserStore;
import imc.api.sip.Flow;
import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipGuard;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trusted peers, and the settings. */
class GateTest {

    private final Client proxy = new Client("sip:alice@example.com", "");

    private Verdict verdict(String auth, SipRequest request) {
        Figures figures = new Figures();
        Users users = new Users();
        users.bindStore(new Store());
        Map<String, String> values = Map.of("auth", auth, "trusted_peers", "192.0.2.1, Proxy.example.com");
        return new Gate(AuthSettings.initial().with(values, refusal -> {
            throw new AssertionError(refusal);
        }), new Digest(users, figures, Runnable::run, System::nanoTime), figures)
                .filter(request).toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trusted", "digest"})
    void whatATrustedPeerAssertsIsSo(String auth) {
        Verdict verdict = verdict(auth, proxy.request("P-Asserted-Identity", "tel:+49123",
                "P-Asserted-Identity", "\"Bob\" <sip:bob@example.com>"));
        assertEquals(Optional.of(SipAddress.parse("sip:bob@example.com")), verdict.identity());
        assertEquals(Optional.of(SipAddress.parse("tel:+49123")),
                verdict(auth, proxy.request("P-Asserted-Identity", "tel:+49123")).identity());
        assertEquals(Verdict.pass(), verdict(auth, proxy.request()));
        for (String nobody : List.of("<>", "")) {
            assertEquals(Optional.of(400), verdict(auth, proxy.request("P-Asserted-Identity", nobody)).refusal()
                    .map(SipResponse::status));
        }
    }

    @ParameterizedTest
    @CsvSource({"trusted, 403", "digest, 401"})
    void whatOthersAssertIsNot(String auth, int status) {
        proxy.flow = new Flow("udp", "192.0.2.2", 5060);
        proxy.peerNames = Set.of("other.example.com");
        assertEquals(status, verdict(auth, proxy.request("P-Asserted-Identity", "<sip:bob@example.com>")).refusal()
                .orElseThrow().status());
    }

    @Test
    void aCertificatesNameIsAsGoodAsAnAddress() {
        proxy.flow = new Flow("tls", "192.0.2.2", 5060);
        proxy.peerNames = Set.of("example.com", "proxy.example.com");
        assertEquals(Verdict.pass(), verdict("trusted", proxy.request()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10.0.0.0/8 | 10.255.0.1 | true", "10.0.0.0/8 | 11.0.0.1 | false",
        "0.0.0.0/0 | 1.2.3.4 | true", "0.0.0.0/0 | ::1 | false", "2001:db8::/32, [::1] | 2001:db8:1::1 | true",
        "2001:db8::/32, [::1] | ::1 | true", "2001:db8::/32 | 2001:db9::1 | false", "192.0.2.1/31 | 192.0.2.0 | true",
        "proxy | 127.0.0.1 | false", "fe80::/10 | fe80::1%1 | true"})
    void networks(String peers, String host, boolean contained) {
        proxy.flow = new Flow("udp", host, 1);
        assertEquals(contained, Peers.parse(peers).contain(proxy.request()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "10.0.0", "1.2.3.4.5", "300.1.1.1", "::/129", "a b",
        "*.example.com", "proxy/8"})
    void whatIsNoPeerIsRefused(String peers) {
        assertThrows(IllegalArgumentException.class, () -> Peers.parse(peers));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"auth | open", "auth | none,closed", "auth | ", "algorithms | SHA-1",
        "algorithms | ", "realms | a/b", "realms | <x>", "nonce_expire | 9", "max_failures | 0",
        "trusted_peers | 1.2.3.4/64",
        "realm | x"})
    void whatIsNotAllowedIsRefused(String key, String value) {
        List<String> refusals = new ArrayList<>();
        new AuthCheck().check(Map.of(key, value == null ? "" : value), refusals::add);
        assertEquals(1, refusals.size(), refusals::toString);
        assertTrue(refusals.get(0).startsWith("imc.auth: "), refusals.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"none,open | OPEN", "None , Open | OPEN", "none | NONE", "Digest | DIGEST"})
    void auth(String text, Access access) {
        assertEquals(access, Access.read(text));
    }

    @Test
    void theStrongerComesFirstHoweverItIsWritten() {
        assertEquals(List.of(Algorithm.SHA_256, Algorithm.MD5),
                AuthSettings.initial().with(Map.of("algorithms", "md5, SHA-256"), refusal -> { })
                        .get(AuthSettings.ALGORITHMS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"none | true", " | true", "none, open | false", "digest | false",
        "trusted | false"})
    void whoListensIsToldWhereNobodyAsks(String auth, boolean isRefused) {
        assertEquals(isRefused, new AuthCheck().facts(auth == null ? Map.of() : Map.of("auth", auth))
                .containsKey(SipGuard.REFUSAL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"digest | true | nobody is believed what he asserts there (trusted_peers in",
        "trusted | true | nobody is believed", "none | false | whoever gets at the server is believed",
        "none, open | false | whoever gets at the server is believed what he asserts there (auth = none, open in"})
    void othersAreToldWhoNeedsUsersAndThatNobodyAsserts(String auth, boolean asks, String why) {
        Map<String, String> alone = new AuthCheck().facts(Map.of("auth", auth));
        assertTrue(alone.get(SipGuard.NO_ASSERTION).startsWith(why), alone::toString);
        assertEquals(auth.equals("digest"), alone.containsKey(UserStore.NEEDED));
        assertEquals(!asks, new AuthCheck().facts(Map.of("auth", auth, "trusted_peers", "192.0.2.1"))
                .containsKey(SipGuard.NO_ASSERTION));
    }

    @Test
    void whatIsMostLikelyNotMeantIsTold() {
        List<String> advice = new ArrayList<>();
        new AuthCheck().advise(Map.of("auth", "trusted"), advice::add);
        new AuthCheck().advise(Map.of("trusted_peers", "::1"), advice::add);
        assertEquals(2, advice.size());
        new AuthCheck().advise(Map.of("auth", "digest", "trusted_peers", "::1"), advice::add);
        new AuthCheck().advise(Map.of(), advice::add);
        assertEquals(2, advice.size());
        new AuthCheck().advise(Map.of("max_failures", "60"), advice::add);
        assertTrue(advice.get(2)
                .startsWith("imc.auth: max_failures = '60' is more than max_failures_per_source = '50'"));
    }
}
