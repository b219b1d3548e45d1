package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every {@link UserStore} promises. A store's own tests extend this class and say how it is opened and closed. */
@ExtendWith(ConformanceSummary.class)
public abstract class UserConformance extends FurtherStore<UserStore> {

    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final String SHA256 = MD5 + "fedcba9876543210fedcba9876543210";

    private static Credentials credentials(String user, @Nullable String md5, @Nullable String sha256) {
        return new Credentials(SipAddress.parse(user), Optional.ofNullable(md5), Optional.ofNullable(sha256));
    }

    private static Credentials credentials(String user) {
        return credentials(user, MD5, SHA256);
    }

    @Override
    final CompletionStage<?> ask(UserStore of, int number) {
        return of.add(credentials("sip:user" + number + "@example.com"));
    }

    private Optional<Credentials> found(String user) throws Exception {
        return done(store.find(SipAddress.parse(user)));
    }

    @Test
    void aUserIsFoundWithTheHashesThatWereAddedAndNobodyElseIs() throws Exception {
        List<Credentials> added = List.of(credentials("sip:alice@example.com"),
                credentials("sip:bob@example.com", MD5, null), credentials("sip:carol@example.com", null, SHA256));
        for (Credentials each : added) {
            assertTrue(done(store.add(each)));
        }
        reopen();
        for (Credentials each : added) {
            assertEquals(Optional.of(each), done(store.find(each.user())));
        }
        assertEquals(Optional.empty(), found("sip:dave@example.com"));
        assertEquals(Optional.empty(), found("sip:alice@example.org"));
    }

    @Test
    void whoIsThereIsNotAddedAgain() throws Exception {
        assertTrue(done(store.add(credentials("sip:alice@example.com"))));
        assertFalse(done(store.add(credentials("sip:alice@example.com", MD5.replace('0', '1'), null))));
        assertEquals(Optional.of(credentials("sip:alice@example.com")), done(store.find(ALICE)));
    }

    @Test
    void otherCredentialsLeaveNothingOfTheOldOnes() throws Exception {
        assertTrue(done(store.add(credentials("sip:alice@example.com"))));
        for (Credentials next : List.of(credentials("sip:alice@example.com", MD5.replace('0', '2'), null),
                credentials("sip:alice@example.com", null, SHA256.replace('0', '3')),
                credentials("sip:alice@example.com"))) {
            assertTrue(done(store.replace(next)));
            reopen();
            assertEquals(Optional.of(next), done(store.find(ALICE)));
        }
        assertFalse(done(store.replace(credentials("sip:bob@example.com"))));
        assertEquals(Optional.empty(), found("sip:bob@example.com"));
    }

    @Test
    void whoIsRemovedIsGoneAndComesBackWithoutTheFormerHashes() throws Exception {
        assertTrue(done(store.add(credentials("sip:alice@example.com"))));
        assertTrue(done(store.add(credentials("sip:bob@example.com"))));
        assertTrue(done(store.remove(ALICE)));
        assertFalse(done(store.remove(ALICE)));
        reopen();
        assertEquals(Optional.empty(), done(store.find(ALICE)));
        assertEquals(List.of(SipAddress.parse("sip:bob@example.com")), done(store.list(0, 10)));

        assertTrue(done(store.add(credentials("sip:alice@example.com", MD5, null))));
        assertEquals(Optional.of(credentials("sip:alice@example.com", MD5, null)), done(store.find(ALICE)));
    }

    @Test
    void usersAreListedByHostAndThenByUserPartAPageAtATime() throws Exception {
        List<String> ordered = List.of("tel:+4930123", "sip:-@a.example", "sip:Zoe@a.example", "sip:a_b@a.example",
                "sip:alice@a.example", "sip:a~b@a.example", "sip:zoe@a.example", "sip:Alice@b.example");
        List<String> mixed = new ArrayList<>(ordered);
        Collections.reverse(mixed);
        for (String user : mixed) {
            assertTrue(done(store.add(credentials(user))));
        }
        List<SipAddress> all = ordered.stream().map(SipAddress::parse).toList();
        assertEquals(all, done(store.list(0, 100)));
        assertEquals(all.subList(0, 3), done(store.list(0, 3)));
        assertEquals(all.subList(3, 6), done(store.list(3, 3)));
        assertEquals(all.subList(6, 8), done(store.list(6, 3)));
        assertEquals(List.of(), done(store.list(8, 3)));
    }

    @Test
    void addressesOfEveryKindAreUsersOfTheirOwn() throws Exception {
        String longest = "u".repeat(SipAddress.MAX_PART_LENGTH - 1);
        List<String> users = List.of("sip:Bob@x", "sip:bob@x", "sip:BOB@x", "tel:+4930123456",
                "tel:123;phone-context=example.com", "sip:a%40b@example.com", "sip:%F0%9F%98%80@example.com",
                "sip:it's_*(~)!%25;&=+$,?/@[2001:db8::1]", "sip:%25@example.com", "sip:_@example.com",
                "sip:" + longest + "1@" + "h".repeat(SipAddress.MAX_PART_LENGTH),
                "sip:" + longest + "2@" + "h".repeat(SipAddress.MAX_PART_LENGTH));
        for (int i = 0; i < users.size(); i++) {
            assertTrue(done(store.add(credentials(users.get(i), MD5, SHA256.substring(2) + (i + 10)))), users.get(i));
        }
        reopen();
        assertEquals(users.size(), done(store.list(0, 100)).size());
        for (int i = 0; i < users.size(); i++) {
            assertEquals(Optional.of(credentials(users.get(i), MD5, SHA256.substring(2) + (i + 10))),
                    found(users.get(i)));
        }
        assertTrue(done(store.remove(SipAddress.parse("sip:_@example.com"))));
        assertEquals(users.size() - 1, done(store.list(0, 100)).size());
    }

    @Test
    void ofManyWhoAddTheSameUserOneDoes() throws Exception {
        AtomicInteger added = new AtomicInteger();
        onThreads(8, number -> {
            for (int i = 0; i < 20; i++) {
                if (done(store.add(credentials("sip:user" + i + "@example.com")))) {
                    added.incrementAndGet();
                }
                assertTrue(done(store.find(SipAddress.parse("sip:user" + i + "@example.com"))).isPresent());
                assertTrue(done(store.replace(credentials("sip:user" + i + "@example.com", MD5, null))));
            }
        });
        assertEquals(20, added.get());
        assertEquals(20, done(store.list(0, 100)).size());
    }
}
