package imc.mi.archive.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.command.ImcCommand;
import imc.api.mi.MiException;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import imc.store.memory.internal.MemoryArchive;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArchiveCommandsTest {

    private static final Instant SENT = Instant.parse("2026-11-26T14:05:00Z");

    private final MemoryArchive archive = new MemoryArchive();
    private final Archives archives = new Archives(archive, new There(List.of("chat-1", "chat-3", "chat-3")));

    /** Rooms of these names, each at a host of its own but for the first. */
    private record There(List<String> names) implements Rooms {

        @Override
        public Optional<Room> room(SipAddress address) {
            return rooms().filter(room -> room.address().equals(address)).findFirst();
        }

        @Override
        public Stream<Room> rooms() {
            return IntStream.range(0, names.size()).mapToObj(i -> Room.empty(SipAddress.parse("sip:" + names.get(i)
                    + (i == 0 ? "@" : "@" + i + ".") + "example.com"), false));
        }

        @Override
        public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
            throw new UnsupportedOperationException("nothing is to be changed");
        }
    }

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 5; i++) {
            say("chat-1", i % 2 == 0 ? "alice" : "bob", "text " + i);
        }
        say("chat-2", "bob", "elsewhere");
    }

    private void say(String room, String user, String text) {
        archive.append(new ArchivedMessage(SipAddress.parse("sip:" + room + "@example.com"),
                SipAddress.parse("sip:" + user + "@example.com"), user, Content.text(text), SENT));
    }

    private Map<?, ?> export(Object... parameters) throws MiException {
        Map<String, Object> named = new HashMap<>(Map.of("room", "chat-1@example.com"));
        for (int i = 0; i < parameters.length; i += 2) {
            named.put((String) parameters[i], parameters[i + 1]);
        }
        return (Map<?, ?>) new ExportHistory(archives).execute(named);
    }

    private static List<String> texts(Map<?, ?> tree) {
        return ((List<?>) tree.get("messages")).stream().map(row -> (String) ((Map<?, ?>) row).get("text")).toList();
    }

    @Test
    @DisplayName("all that a room keeps is read part by part, to the end")
    void exporting() throws MiException {
        Map<?, ?> all = export();
        assertEquals(5, texts(all).size());
        assertEquals(Map.of("id", 1L, "sent", "2026-11-26T14:05:00Z", "from", "sip:bob@example.com", "name", "bob",
                "type", "text/plain", "text", "text 1"), ((List<?>) all.get("messages")).get(0));
        Map<?, ?> first = export("count", 3L);
        assertEquals(List.of("text 1", "text 2", "text 3"), texts(first));
        Map<?, ?> second = export("count", 3L, "after", first.get("next"));
        assertEquals(List.of("text 4", "text 5"), texts(second));
        assertFalse(export("count", 3L, "after", second.get("next")).containsKey("next"));
    }

    @Test
    @DisplayName("a room's history is deleted, and nothing else")
    void delete() throws MiException {
        assertEquals(Map.of("room", "sip:chat-1@example.com", "deleted", 5),
                new DeleteHistory(archives).execute(Map.of("room", "sip:chat-1@example.com")));
        assertEquals(List.of(), texts(export()));
        assertEquals(List.of("elsewhere"), texts(export("room", "chat-2@example.com")));
    }

    @Test
    @DisplayName("what a user has said is deleted, in one room or in all")
    void deleteUser() throws MiException {
        assertEquals(Map.of("user", "sip:bob@example.com", "room", "sip:chat-1@example.com", "deleted", 3),
                new DeleteUserHistory(archives).execute(Map.of("user", "bob@example.com", "room",
                        "chat-1@example.com")));
        assertEquals(List.of("text 2", "text 4"), texts(export()));
        assertEquals(Map.of("user", "sip:bob@example.com", "deleted", 1),
                new DeleteUserHistory(archives).execute(Map.of("user", "bob@example.com")));
    }

    @Test
    @DisplayName("a room that is there is named by its user part, and gives users its host; one that is gone is not")
    void names() throws MiException {
        assertEquals(List.of("text 1"), texts(export("room", "chat-1", "count", 1L)));
        assertEquals(Map.of("user", "sip:bob@example.com", "room", "sip:chat-1@example.com", "deleted", 3),
                new DeleteUserHistory(archives).execute(Map.of("user", "bob", "room", "chat-1")));
        assertEquals(Map.of("room", "sip:chat-1@example.com", "deleted", 2),
                new DeleteHistory(archives).execute(Map.of("room", "chat-1")));
        String gone = "; what is kept of a room that is gone is found by its whole address";
        assertEquals("404 no such room" + gone, refusal(() -> export("room", "chat-2")));
        assertEquals("400 several rooms are named chat-3: [sip:chat-3@1.example.com, sip:chat-3@2.example.com]" + gone,
                refusal(() -> export("room", "chat-3")));
        assertEquals("400 the parameter 'user' is 'bob', which is no address", refusal(() ->
                new DeleteUserHistory(archives).execute(Map.of("user", "bob"))).split(":")[0]);
        Archives alone = new Archives(archive, null);
        assertEquals("400 the parameter 'room' is 'chat-2', which is no address", refusal(() ->
                new DeleteHistory(alone).execute(Map.of("room", "chat-2"))).split(":")[0]);
        assertEquals(1, ((Map<?, ?>) new DeleteHistory(alone).execute(Map.of("room", "chat-2@example.com")))
                .get("deleted"));
    }

    private static String refusal(Executable what) {
        MiException refused = assertThrows(MiException.class, what);
        return refused.code() + " " + refused.getMessage();
    }

    @Test
    @DisplayName("what cannot be read is refused, and an archive that is away or fails")
    void refusals() {
        assertEquals("400 the parameter 'count' is 1001; 1 to 1000 is allowed", refusal(() -> export("count", 1001L)));
        assertEquals("400 the parameter 'count' is 0; 1 to 1000 is allowed", refusal(() -> export("count", 0L)));
        assertEquals("400 the parameter 'after' is -1; 0 to 9223372036854775807 is allowed",
                refusal(() -> export("after", -1L)));
        assertEquals("400 the parameter 'room' is ''", refusal(() -> export("room", " ")).substring(0, 30));
        archive.close();
        assertEquals("500 The archive failed: the store is closed", refusal(this::export));
        assertEquals("500 No archive is there: it comes with the store",
                refusal(() -> new DeleteHistory(new Archives()).execute(Map.of("room", "chat-1@example.com"))));
    }
}
