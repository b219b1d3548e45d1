package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserListener;
import imc.api.mi.MiCommand;
import imc.api.mi.MiException;
import imc.api.store.StoreException;
import imc.api.transport.RoomAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandsTest {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");

    private final Store store = new Store();
    private final Users users = new Users();

    @BeforeEach
    void bind() {
        users.bindStore(store);
    }

    private static MiException refused(MiCommand command, Map<String, Object> parameters) {
        return assertThrows(MiException.class, () -> command.execute(parameters));
    }

    private static Map<String, Object> named(String user, String password) {
        return Map.of("user", user, "password", password);
    }

    @Test
    void whoeverServesAUserHearsOfAnotherPasswordAndOfHisEnd() throws MiException {
        List<SipAddress> revoked = new ArrayList<>();
        users.bindListener(user -> {
            throw new IllegalStateException("a test");
        });
        users.bindListener(revoked::add);
        new AddUser(users).execute(named("alice@example.com", "one"));
        assertEquals(404, refused(new RemoveUser(users), Map.of("user", "bob@example.com")).code());
        assertEquals(List.of(), revoked);
        new ChangePassword(users).execute(named("alice@example.com", "two"));
        new RemoveUser(users).execute(Map.of("user", "alice@example.com"));
        assertEquals(List.of(ALICE, ALICE), revoked);
    }

    @Test
    void whoAddsOrRemovesAUserIsToldWhatOthersSayOfIt() throws MiException {
        List<String> asked = new ArrayList<>();
        users.bindListener(user -> asked.add("revoked " + user.user()));
        users.bindListener(new UserListener() {
            @Override
            public void revoked(SipAddress user) {
                asked.add("before");
            }

            @Override
            public Map<String, Object> removed(SipAddress user) {
                asked.add("removed " + user.user());
                return Map.of("messages_dropped", 3);
            }

            @Override
            public Map<String, Object> added(SipAddress user) {
                throw new IllegalStateException("a test");
            }
        });
        assertEquals(Map.of("user", "sip:alice@example.com"),
                new AddUser(users).execute(named("alice@example.com", "one")));
        assertEquals(List.of(), asked);
        assertEquals(Map.of("user", "sip:alice@example.com", "messages_dropped", 3),
                new RemoveUser(users).execute(Map.of("user", "alice@example.com")));
        assertEquals(List.of("revoked alice", "before", "removed alice"), asked);
    }

    @Test
    void aUserComesGetsAnotherPasswordAndGoes() throws MiException {
        assertEquals(Map.of("user", "sip:alice@example.com"),
                new AddUser(users).execute(named("alice@Example.com", "one")));
        Credentials first = users.find(ALICE).join().orElseThrow();
        assertEquals(new Credentials(ALICE, Optional.of(Algorithm.MD5.hash("alice:example.com:one")),
                Optional.of(Algorithm.SHA_256.hash("alice:example.com:one"))), first);
        assertEquals(400, refused(new AddUser(users), named("sips:alice@example.com:5061", "two")).code());
        new ChangePassword(users).execute(named("sip:alice@example.com", "two \u00e9"));
        assertEquals(Optional.of(Algorithm.MD5.hash("alice:example.com:two \u00e9")),
                users.find(ALICE).join().orElseThrow().md5(), "at once");
        assertEquals(List.of(Map.of("user", "sip:alice@example.com")), new ListUsers(users).execute(Map.of()));
        assertEquals(List.of(), new ListUsers(users).execute(Map.of("from", 1L, "count", 1L)));
        new RemoveUser(users).execute(Map.of("user", "alice@example.com"));
        assertEquals(Optional.empty(), users.find(ALICE).join());
        assertEquals(404, refused(new RemoveUser(users), Map.of("user", "alice@example.com")).code());
        assertEquals(404, refused(new ChangePassword(users), named("alice@example.com", "x")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "tel:+49123", "sip:example.com", "a b@h", "http://x"})
    void whatIsNoUserIsRefused(String user) {
        MiException refusal = refused(new AddUser(users), named(user, "secret"));
        assertEquals(400, refusal.code());
        assertFalse(refusal.getMessage().contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\t", "secret\u0000", "secret\u0085"})
    void whatIsNoPasswordIsRefusedAndNotTold(String password) {
        MiException refusal = refused(new AddUser(users), named("alice@h", password));
        assertEquals(400, refusal.code());
        assertFalse(refusal.getMessage().contains("secret"));
    }

    @Test
    void aPasswordThatSomebodyCouldNotReadIsNotTaken() {
        for (MiCommand command : List.of(new AddUser(users), new ChangePassword(users))) {
            MiException refusal = refused(command, named("alice@h", "secret\uFFFD"));
            assertEquals(400, refusal.code());
            assertTrue(refusal.getMessage().contains("not written in UTF-8"), refusal::getMessage);
        }
    }

    @Test
    void whoCouldNotLogInIsNotAdded() throws MiException {
        AddUser add = new AddUser(users);
        add.bindRooms(new RoomAddresses() {
            @Override
            public boolean serves(SipAddress room) {
                return room.user().startsWith("chat-");
            }

            @Override
            public boolean canBeUser(SipAddress address) {
                return !serves(address);
            }

            @Override
            public String description() {
                return "rooms = sip:chat-.*";
            }
        });
        assertEquals("sip:chat-1@example.com cannot be a user: it is the address of a room, or of their manager"
                + " (rooms = sip:chat-.*)", refused(add, named("chat-1@example.com", "secret")).getMessage());
        add.execute(named("alice@example.org", "secret"));
        assertEquals("sip:alice@example.org is there already; imc_passwd (bin/imc user passwd) gives another password",
                refused(add, named("alice@example.org", "secret")).getMessage());
        users.realms(Set.of("example.com", "example.net"));
        assertEquals("sip:bob@example.org could not log in: realms in imc.auth has no 'example.org', but example.com,"
                + " example.net", refused(add, named("bob@example.org", "secret")).getMessage());
        add.execute(named("bob@example.net", "secret"));
    }

    @Test
    void passwordsAreBoundedInBytes() throws MiException {
        new AddUser(users).execute(named("alice@h", "\u00e9".repeat(64)));
        assertEquals(400, refused(new AddUser(users), named("bob@h", "\u00e9".repeat(64) + "x")).code());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10_001, -1})
    void listsAreBounded(long count) {
        assertEquals(400, refused(new ListUsers(users), Map.of("count", count)).code());
    }

    @Test
    void aStoreThatFailsIsTold() {
        assertEquals(500, refused(new RemoveUser(new Users()), Map.of("user", "alice@h")).code());
        users.bindStore(new imc.api.auth.UserStore() {
            @Override
            public CompletableFuture<Optional<Credentials>> find(SipAddress user) {
                throw new IllegalStateException("a test's");
            }

            @Override
            public CompletableFuture<Boolean> add(Credentials credentials) {
                return CompletableFuture.failedFuture(new StoreException("a test's"));
            }

            @Override
            public CompletableFuture<Boolean> replace(Credentials credentials) {
                throw new IllegalStateException("a test's");
            }

            @Override
            public CompletableFuture<Boolean> remove(SipAddress user) {
                throw new IllegalStateException("a test's");
            }

            @Override
            public CompletableFuture<List<SipAddress>> list(int from, int count) {
                throw new IllegalStateException("a test's");
            }
        });
        assertEquals(500, refused(new AddUser(users), named("alice@h", "secret")).code());
        assertEquals(500, refused(new ChangePassword(users), named("alice@h", "secret")).code());
        assertEquals(500, refused(new ListUsers(users), Map.of()).code());
        assertEquals(true, users.find(ALICE).isCompletedExceptionally());
    }
}
