package imc.room.topic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.mi.MiException;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.Rooms;
import imc.api.store.Change;
import imc.api.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    private final Calls calls = new Calls();

    @Test
    @DisplayName("the owner sets a topic, any member is shown it, the owner takes it away")
    void topic() {
        assertEquals("bob: *** There is no topic", calls.topic("bob", null));
        assertEquals("alice, bob: *** [alice] has set the topic: Lunch at noon", calls.topic("alice", "Lunch at noon"));
        assertEquals(Map.of("topic", "Lunch at noon", "topic.author", "sip:alice@example.com"),
                calls.room.orElseThrow().properties().asMap());
        assertEquals("bob: *** Topic: Lunch at noon (set by [alice])", calls.topic("bob", null));
        assertEquals("alice, bob: *** [alice] has taken the topic away", calls.topic("alice", "-"));
        assertTrue(calls.room.orElseThrow().properties().isEmpty());
        assertEquals("alice: *** There is no topic", calls.topic("alice", "-"));
    }

    @Test
    @DisplayName("each refusal has its code")
    void refused() {
        assertEquals("403 -132 You are not a member of this room", calls.topic("carol", null));
        assertEquals("403 -132 You are not a member of this room", calls.topic("eve", "Dinner"));
        assertEquals("403 -133 Only the owner and admins may set the topic", calls.topic("bob", "Dinner"));
        assertEquals("403 -133 Only the owner and admins may set the topic", calls.topic("bob", "-"));
        assertEquals("400 -134 A topic is one line of at most 300 characters: this one has 301",
                calls.topic("alice", "\uD83C\uDF5C".repeat(301)));
        calls.room = Optional.empty();
        assertEquals("404 -131 Room not found", calls.topic("alice", "Dinner"));
    }

    @ParameterizedTest
    @DisplayName("what ends a line, cannot be seen or turns the line round is named, and refused")
    @ValueSource(strings = {"000A", "000D", "0000", "001B", "0085", "2028", "2029", "202E", "2066", "D800"})
    void forbidden(String character) {
        assertEquals("400 -134 A topic is one line of at most 300 characters: U+" + character + " is not allowed in it",
                calls.topic("alice", "Lunch " + (char) Integer.parseInt(character, 16) + "at noon"));
    }

    @Test
    @DisplayName("300 characters are allowed, however many octets they have; so are emoji, and letters from the right")
    void allowed() {
        for (String text : List.of("\uD83C\uDF5C".repeat(300), "\u05E9\u05DC\u05D5\u05DD",
                "\uD83D\uDC68\u200D\uD83C\uDF73", "<b>&amp;</b>", "#topic -", "--")) {
            assertEquals("alice, bob: *** [alice] has set the topic: " + text, calls.topic("alice", text));
        }
    }

    @Test
    @DisplayName("the setting topic_by lets all members set it, and nobody else")
    void topicBy() {
        TopicBy setting = new TopicBy();
        assertEquals(Optional.of("members"), setting.read(calls.call("alice", null), "Members", Language.NONE));
        assertEquals(Optional.empty(), setting.read(calls.call("alice", null), "admins", Language.NONE));
        assertEquals("topic_by ist admins oder members, nicht 'all'", assertThrows(IllegalArgumentException.class,
                () -> setting.read(calls.call("alice", null), "all", new Language("de"))).getMessage());
        put(TopicBy.NAME, "members");
        assertEquals("alice, bob: *** [bob] has set the topic: Dinner", calls.topic("bob", "Dinner"));
        assertEquals("403 -132 You are not a member of this room", calls.topic("carol", "Dinner"));
    }

    private void put(String name, String value) {
        calls.room = Optional.of(new Change.RoomPropertyPut(Calls.CHAT, name, Optional.of(value))
                .applyTo(calls.room.orElseThrow()));
    }

    @Test
    @DisplayName("who enters is shown the topic behind what tells all that he does; without a topic nothing happens")
    void newcomers() {
        Step joining = Step.done().noticing(List.of(Calls.user("dave")), "[dave] has joined the room");
        Member dave = new Member(Calls.user("dave"), Role.MEMBER);
        assertSame(joining, new TopicForNewcomers().entering(new Entry(dave, calls.call("dave", null)), joining));
        calls.topic("alice", "Lunch");
        assertEquals("dave: *** [dave] has joined the room\ndave: *** Topic: Lunch (set by [alice])",
                calls.done(new TopicForNewcomers().entering(new Entry(dave, calls.call("dave", null)), joining)));
        calls.language = new Language("fr");
        assertEquals("dave: *** [dave] has joined the room\ndave: *** Sujet : Lunch (fixé par [alice])",
                calls.done(new TopicForNewcomers().entering(new Entry(dave, calls.call("dave", null)), joining)));
        assertEquals("dave: *** [dave] has joined the room\ndave: *** Topic: Lunch (set by [alice])",
                calls.done(new TopicForNewcomers().entering(new Entry(dave, calls.call("alice", null)), joining)));
    }

    @Test
    @DisplayName("one is told in his language, all in the room's")
    void languages() {
        calls.language = new Language("fr");
        assertEquals("alice, bob: *** [alice] has set the topic: Midi", calls.topic("alice", "Midi"));
        assertEquals("bob: *** Sujet : Midi (fixé par [alice])", calls.topic("bob", null));
        put(Room.LANGUAGE, "de");
        assertEquals("403 -133 Nur der Besitzer und die Admins dürfen das Thema setzen", calls.topic("bob", "Soir"));
        assertEquals("alice, bob: *** [alice] hat das Thema gesetzt: Mittag", calls.topic("alice", "Mittag"));
    }

    @Test
    @DisplayName("an author who cannot be read, as in a database that others write, is none")
    void strangeAuthor() {
        put(Room.TOPIC, "Lunch");
        put(Topic.AUTHOR, "nobody");
        assertEquals("bob: *** Topic: Lunch", calls.topic("bob", null));
        assertEquals(Map.of("topic", "Lunch", "topic_author", ""), new TopicFacts().of(calls.room.orElseThrow()));
    }

    @Test
    @DisplayName("imc_set_topic sets it in nobody's name, and takes it away")
    void management() throws MiException {
        List<String> told = new ArrayList<>();
        SetTopic command = new SetTopic(new Rooms() {
            @Override
            public Optional<Room> room(SipAddress address) {
                return calls.room;
            }

            @Override
            public Stream<Room> rooms() {
                return calls.room.stream();
            }

            @Override
            public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
                told.add(cause.what() + " -> " + calls.done(step.run(calls.call("chat-1", null))));
                return CompletableFuture.completedFuture(Answer.OK);
            }
        });
        assertEquals(Map.of("room", "sip:chat-1@example.com", "done", "set"),
                command.execute(Map.of("room", "chat-1", "topic", " Closed on Monday ")));
        assertEquals(Map.of("topic", "Closed on Monday", "topic_author", ""),
                new TopicFacts().of(calls.room.orElseThrow()));
        command.execute(Map.of("room", "chat-1"));
        assertEquals(List.of("imc_set_topic -> alice, bob: *** Topic: Closed on Monday",
                "imc_set_topic -> alice, bob: *** There is no topic"), told);
        assertEquals("the parameter 'topic' cannot be that: U+000A is not allowed in it",
                assertThrows(MiException.class, () -> command.execute(Map.of("room", "chat-1", "topic", "a\nb")))
                        .getMessage());
    }
}
