package imc.store.memory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive.Amount;
import imc.api.offline.OfflineMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept in memory has no more of it than is allowed. */
class MemoryBoundsTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress OTHER = SipAddress.parse("sip:chat-2@example.com");
    private static final Content LARGE = new Content("text/plain", new byte[500]);

    private static int count(MemoryArchive archive, SipAddress room) {
        return archive.count(room).toCompletableFuture().join();
    }

    @Test
    @DisplayName("of what was said, the room that has most loses its older half, and no other")
    void archive() {
        MemoryArchive archive = new MemoryArchive(20_000);
        archive.append(new ArchivedMessage(OTHER, ROOM, "x", LARGE, Instant.EPOCH));
        for (int i = 0; i < 1000; i++) {
            archive.append(new ArchivedMessage(ROOM, ROOM, "x", LARGE, Instant.ofEpochMilli(i)));
            assertTrue(count(archive, ROOM) <= 19);
        }
        assertEquals(1, count(archive, OTHER));
        assertEquals(999, archive.last(ROOM, Optional.empty(), 1).toCompletableFuture().join().get(0).sent()
                .toEpochMilli());
        assertEquals(Map.of(OTHER, new Amount(1, 500)),
                archive.amounts(Optional.of(OTHER)).toCompletableFuture().join());
        archive.delete(ROOM);
        for (int i = 0; i < 19; i++) {
            archive.append(new ArchivedMessage(ROOM, ROOM, "x", LARGE, Instant.EPOCH));
        }
        assertEquals(19, count(archive, ROOM), "what was deleted does not count");
    }

    @Test
    @DisplayName("messages that wait are refused when there are too many, until some are gone")
    void offline() {
        MemoryOffline store = new MemoryOffline(3000);
        OfflineMessage message = new OfflineMessage(ROOM, OTHER, OTHER, LARGE, Map.of(), Instant.EPOCH, Instant.MAX);
        assertFalse(store.keep(List.of(message, message, message)).toCompletableFuture().isCompletedExceptionally());
        assertTrue(store.keep(List.of(message)).toCompletableFuture().isCompletedExceptionally());
        store.remove(List.of(2L));
        assertFalse(store.keep(List.of(message)).toCompletableFuture().isCompletedExceptionally());
        assertTrue(store.keep(List.of(message)).toCompletableFuture().isCompletedExceptionally());
    }
}
