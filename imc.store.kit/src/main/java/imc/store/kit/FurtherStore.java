package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * A store beside that of the rooms which a test of the kit uses, and what all of them promise.
 *
 * @param <S> its contract
 */
abstract class FurtherStore<S> extends OpenedStore<S> {

    /** Text that is more than letters: quotes, wildcards, escapes, what is beyond the first plane. */
    static final String ODD = "'; DROP TABLE x; -- \" \\ \\n % _ {} ? :a <b>, \u20AC \uD83D\uDE00 \u0301e";

    static final SipAddress ROOM = SipAddress.parse("sip:chat-000@example.com");
    static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");
    static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    static final Instant SENT = Instant.parse("2026-10-25T02:30:00.123Z");

    /** Asks for something; which of the contract's methods does not matter. */
    abstract CompletionStage<?> ask(S of, int number);

    static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    @Test
    final void everyStageIsCompletedWhenTheStoreHasClosedAndLaterCallsAreRefusedByTheStage() throws Exception {
        List<CompletableFuture<?>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(future(ask(store, i)));
        }
        closeStore();
        assertTrue(stages.stream().allMatch(CompletableFuture::isDone));
        String why = String.valueOf(assertInstanceOf(StoreException.class,
                assertThrows(ExecutionException.class, () -> done(ask(store, 0))).getCause()).getMessage());
        assertTrue(why.endsWith("the store is closed"), why);
    }
}
