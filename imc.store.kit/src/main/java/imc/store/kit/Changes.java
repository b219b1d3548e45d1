package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Changes in a few words. */
public final class Changes {

    public static final String ROOM = "sip:chat-000@example.com";

    private Changes() {
    }

    public static Change created(String room) {
        return new Change.RoomCreated(SipAddress.parse(room), false);
    }

    public static Change createdPrivate(String room) {
        return new Change.RoomCreated(SipAddress.parse(room), true);
    }

    public static Change destroyed(String room) {
        return new Change.RoomDestroyed(SipAddress.parse(room));
    }

    public static Change put(String room, String user, Role role) {
        return new Change.MemberPut(SipAddress.parse(room), new Member(SipAddress.parse(user), role));
    }

    public static Change invited(String room, String user, String inviter) {
        return new Change.MemberPut(SipAddress.parse(room),
                Member.invited(SipAddress.parse(user), SipAddress.parse(inviter)));
    }

    public static Change removed(String room, String user) {
        return new Change.MemberRemoved(SipAddress.parse(room), SipAddress.parse(user));
    }

    /** @param value null takes the property away */
    public static Change property(String room, String name, @Nullable String value) {
        return new Change.RoomPropertyPut(SipAddress.parse(room), name, Optional.ofNullable(value));
    }

    /** @param value null takes the property away */
    public static Change property(String room, String user, String name, @Nullable String value) {
        return new Change.MemberPropertyPut(SipAddress.parse(room), SipAddress.parse(user), name,
                Optional.ofNullable(value));
    }

    public static CompletableFuture<Void> write(RoomStore store, Change... batch) {
        return write(store, List.of(batch));
    }

    /** What becomes of a batch. A store may give any stage, also one that does not become a CompletableFuture. */
    public static CompletableFuture<Void> write(RoomStore store, List<Change> batch) {
        return OpenedStore.future(store.write(batch));
    }

    /** Waits for what must succeed. */
    public static void durable(CompletableFuture<Void> stage) throws Exception {
        OpenedStore.done(stage);
    }

    /** Waits for what must fail, and gives the reason. */
    public static String refusal(CompletableFuture<Void> stage) throws Exception {
        Throwable failure = assertThrows(ExecutionException.class, () -> OpenedStore.done(stage)).getCause();
        return String.valueOf(assertInstanceOf(StoreException.class, failure).getMessage());
    }
}
