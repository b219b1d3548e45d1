package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@h");

    private long now;
    private final Store store = new Store();
    private final Users users = new Users(() -> now);

    @BeforeEach
    void bind() {
        users.bindStore(store);
        store.put("sip:alice@h", "x", Algorithm.MD5);
    }

    private Optional<Credentials> found() {
        return users.find(ALICE).join();
    }

    @Test
    void whatWasFoundIsKeptForSomeSeconds() {
        Optional<Credentials> first = found();
        store.users.clear();
        now += Users.KEPT_NANOS;
        assertEquals(first, found());
        assertEquals(1, store.asked);
        now += Users.KEPT_NANOS;
        assertEquals(Optional.empty(), found());
        store.put("sip:alice@h", "x", Algorithm.MD5);
        assertEquals(Optional.empty(), found(), "nor is one looked for again who is not there");
    }

    @Test
    void whatHasChangedIsForgottenAndWhatWasReadBeforeIsNotKept() {
        Optional<Credentials> first = found();
        users.forget();
        store.instead = new CompletableFuture<>();
        CompletableFuture<Optional<Credentials>> reading = users.find(ALICE);
        users.forget();
        store.instead.complete(first);
        assertEquals(first, reading.join());
        store.instead = null;
        store.users.clear();
        assertEquals(Optional.empty(), found());
    }

    @Test
    void thatAStoreFailsIsKnownUntilItDoesNotOrNobodyAsksAnyMore() {
        assertFalse(users.isFailing());
        store.instead = CompletableFuture.failedFuture(new StoreException("a test's"));
        assertTrue(users.find(ALICE).isCompletedExceptionally());
        assertTrue(users.isFailing());
        now += Users.FAILING_NANOS;
        assertFalse(users.isFailing());
        assertTrue(users.find(ALICE).isCompletedExceptionally());
        store.instead = null;
        found();
        assertFalse(users.isFailing());
    }

    @Test
    void anotherStoreHasOtherUsers() {
        found();
        users.bindStore(new Store());
        users.unbindStore(store);
        assertTrue(users.hasStore());
        assertEquals(Optional.empty(), found());
    }

    @Test
    void soManyAreKeptAndLookedForAndNoMore() {
        for (int i = 0; i < Users.MOST_KEPT + 10; i++) {
            users.find(SipAddress.parse("sip:user" + i + "@h"));
        }
        int asked = store.asked;
        found();
        found();
        assertEquals(asked + 2, store.asked);
        users.forget();
        store.instead = new CompletableFuture<>();
        for (int i = 0; i < Users.MOST_OPEN; i++) {
            assertFalse(users.find(ALICE).isDone());
        }
        assertEquals(Users.MOST_OPEN, users.open());
        assertTrue(users.find(ALICE).isCompletedExceptionally());
        store.instead.complete(Optional.empty());
        assertEquals(0, users.open());
    }
}
