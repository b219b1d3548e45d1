package imc.room.topic.internal;

import static imc.test.kit.TestRoom.CHAT;
import static imc.test.kit.TestRoom.invited;
import static imc.test.kit.TestRoom.member;
import static imc.test.kit.TestRoom.said;
import static imc.test.kit.TestRoom.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.mi.MiException;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.RoomListener;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.test.kit.TestRoom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    private final TestRoom room = new TestRoom(member("alice", Role.OWNER), member("bob", Role.MEMBER),
            invited("carol", "alice"));

    /** What the command says; what it changes is in force then. */
    private String topic(String sender, String... text) {
        return done(new TopicCommand().run(room.call(sender, text.length == 0 ? Map.of() : Map.of("text", text[0]))));
    }

    private String done(Step step) {
        return said(room.take(step, Cause.of("topic", CHAT)));
    }

    @Test
    @DisplayName("the owner sets a topic, any member is shown it, the owner takes it away")
    void topic() {
        assertEquals("bob: *** There is no topic", topic("bob"));
        assertEquals("alice, bob: *** [alice] has set the topic: Lunch at noon", topic("alice", "Lunch at noon"));
        assertEquals(Map.of("topic", "Lunch at noon", "topic.author", "sip:alice@example.com"),
                room.now().properties().asMap());
        assertEquals("bob: *** Topic: Lunch at noon (set by [alice])", topic("bob"));
        assertEquals("alice, bob: *** [alice] has taken the topic away", topic("alice", "-"));
        assertTrue(room.now().properties().isEmpty());
        assertEquals("alice: *** There is no topic", topic("alice", "-"));
    }

    @Test
    @DisplayName("each refusal has its code")
    void refused() {
        assertEquals("403 -132 You are not a member of this room", topic("carol"));
        assertEquals("403 -132 You are not a member of this room", topic("eve", "Dinner"));
        assertEquals("403 -133 Only the owner and admins may set the topic", topic("bob", "Dinner"));
        assertEquals("403 -133 Only the owner and admins may set the topic", topic("bob", "-"));
        assertEquals("400 -134 A topic is one line of at most 300 characters: this one has 301",
                topic("alice", "\uD83C\uDF5C".repeat(301)));
        room.room = Optional.empty();
        assertEquals("404 -131 Room not found", topic("alice", "Dinner"));
    }

    @ParameterizedTest
    @DisplayName("what ends a line, cannot be seen or turns the line round is named, and refused")
    @ValueSource(strings = {"000A", "000D", "0000", "001B", "0085", "2028", "2029", "202E", "2066", "D800"})
    void forbidden(String character) {
        assertEquals("400 -134 A topic is one line of at most 300 characters: U+" + character + " is not allowed in it",
                topic("alice", "Lunch " + (char) Integer.parseInt(character, 16) + "at noon"));
    }

    @Test
    @DisplayName("300 characters are allowed, however many octets they have; so are emoji, and letters from the right")
    void allowed() {
        for (String text : List.of("\uD83C\uDF5C".repeat(300), "\u05E9\u05DC\u05D5\u05DD",
                "\uD83D\uDC68\u200D\uD83C\uDF73", "<b>&amp;</b>", "#topic -", "--")) {
            assertEquals("alice, bob: *** [alice] has set the topic: " + text, topic("alice", text));
        }
    }

    @Test
    @DisplayName("the setting topic_by lets all members set it, and nobody else")
    void topicBy() {
        TopicBy setting = new TopicBy();
        assertEquals(Optional.of("members"), setting.read(room.call("alice", Map.of()), "Members", Language.NONE));
        assertEquals(Optional.empty(), setting.read(room.call("alice", Map.of()), "admins", Language.NONE));
        assertEquals("topic_by ist admins oder members, nicht 'all'", assertThrows(IllegalArgumentException.class,
                () -> setting.read(room.call("alice", Map.of()), "all", new Language("de"))).getMessage());
        put(TopicBy.NAME, "members");
        assertEquals("alice, bob: *** [bob] has set the topic: Dinner", topic("bob", "Dinner"));
        assertEquals("403 -132 You are not a member of this room", topic("carol", "Dinner"));
    }

    private void put(String name, String value) {
        room.room = Optional.of(new Change.RoomPropertyPut(CHAT, name, Optional.of(value)).applyTo(room.now()));
    }

    @Test
    @DisplayName("who enters is shown the topic behind what tells all that he does; without a topic nothing happens")
    void newcomers() {
        Step joining = Step.done().noticing(List.of(user("dave")), "[dave] has joined the room");
        Member dave = member("dave", Role.MEMBER);
        assertSame(joining, new TopicForNewcomers().entering(new Entry(dave, room.call("dave", Map.of())), joining));
        topic("alice", "Lunch");
        assertEquals("dave: *** [dave] has joined the room\ndave: *** Topic: Lunch (set by [alice])",
                done(new TopicForNewcomers().entering(new Entry(dave, room.call("dave", Map.of())), joining)));
        room.language = new Language("fr");
        assertEquals("dave: *** [dave] has joined the room\ndave: *** Sujet : Lunch (fixé par [alice])",
                done(new TopicForNewcomers().entering(new Entry(dave, room.call("dave", Map.of())), joining)));
        assertEquals("dave: *** [dave] has joined the room\ndave: *** Topic: Lunch (set by [alice])",
                done(new TopicForNewcomers().entering(new Entry(dave, room.call("alice", Map.of())), joining)));
    }

    @Test
    @DisplayName("one is told in his language, all in the room's")
    void languages() {
        room.language = new Language("fr");
        assertEquals("alice, bob: *** [alice] has set the topic: Midi", topic("alice", "Midi"));
        assertEquals("bob: *** Sujet : Midi (fixé par [alice])", topic("bob"));
        put(Room.LANGUAGE, "de");
        assertEquals("403 -133 Nur der Besitzer und die Admins dürfen das Thema setzen", topic("bob", "Soir"));
        assertEquals("alice, bob: *** [alice] hat das Thema gesetzt: Mittag", topic("alice", "Mittag"));
    }

    @Test
    @DisplayName("an author who cannot be read, as in a database that others write, is none")
    void strangeAuthor() {
        put(Room.TOPIC, "Lunch");
        put(Topic.AUTHOR, "nobody");
        assertEquals("bob: *** Topic: Lunch", topic("bob"));
        assertEquals(Map.of("topic", "Lunch", "topic_author", ""), new TopicFacts().of(room.now()));
    }

    @Test
    @DisplayName("imc_set_topic sets it in nobody's name, and takes it away")
    void management() throws MiException {
        SetTopic command = new SetTopic(room);
        Set<String> causes = new HashSet<>();
        room.listeners.add(new RoomListener() {
            @Override
            public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
                causes.add(cause.what());
            }
        });
        assertEquals(Map.of("room", "sip:chat-1@example.com", "done", "set"),
                command.execute(Map.of("room", "chat-1", "topic", " Closed on Monday ")));
        assertEquals(Map.of("topic", "Closed on Monday", "topic_author", ""),
                new TopicFacts().of(room.now()));
        command.execute(Map.of("room", "chat-1"));
        assertEquals(List.of("alice, bob: *** Topic: Closed on Monday", "alice, bob: *** There is no topic"),
                room.told());
        assertEquals(Set.of("imc_set_topic"), causes);
        assertEquals("the parameter 'topic' cannot be that: U+000A is not allowed in it",
                assertThrows(MiException.class, () -> command.execute(Map.of("room", "chat-1", "topic", "a\nb")))
                        .getMessage());
    }
}
