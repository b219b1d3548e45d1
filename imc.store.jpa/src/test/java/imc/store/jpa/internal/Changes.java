package imc.store.jpa.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Changes in a few words. */
final class Changes {

    static final String ROOM = "sip:chat-000@example.com";

    private Changes() {
    }

    static Change created(String room) {
        return new Change.RoomCreated(SipAddress.parse(room), false);
    }

    static Change createdPrivate(String room) {
        return new Change.RoomCreated(SipAddress.parse(room), true);
    }

    static Change destroyed(String room) {
        return new Change.RoomDestroyed(SipAddress.parse(room));
    }

    static Change put(String room, String user, Role role) {
        return new Change.MemberPut(SipAddress.parse(room), new Member(SipAddress.parse(user), role));
    }

    static Change removed(String room, String user) {
        return new Change.MemberRemoved(SipAddress.parse(room), SipAddress.parse(user));
    }

    static CompletableFuture<Void> write(RoomStore store, Change... batch) {
        return store.write(List.of(batch)).toCompletableFuture();
    }

    /** Waits for what must succeed. */
    static void durable(CompletableFuture<Void> stage) throws Exception {
        stage.get(30, TimeUnit.SECONDS);
    }

    /** Waits for what must fail, and gives the reason. */
    static String refusal(CompletableFuture<Void> stage) throws Exception {
        try {
            stage.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return ((StoreException) e.getCause()).getMessage();
        }
        throw new AssertionError("it was written");
    }
}
