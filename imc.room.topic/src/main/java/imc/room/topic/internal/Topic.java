package imc.room.topic.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Optional;

/**
 * What a room is about, as the room's properties keep it.
 *
 * @param text   one line
 * @param author who set it; empty for who manages the server
 */
record Topic(String text, Optional<SipAddress> author) {

    /** All that the bundle says to people. */
    static final Texts TEXTS = Texts.beside(Topic.class);
    /** The property with the author's address. The text alone is {@link Room#TOPIC}. */
    static final String AUTHOR = "topic.author";
    /** The longest text, in characters of Unicode. */
    static final int MAX_LENGTH = 300;

    /** That of a room; empty where it has none. */
    static Optional<Topic> of(Room room) {
        return room.properties().get(Room.TOPIC).map(text -> new Topic(text, author(room)));
    }

    /** A database may have what nobody here has written. */
    private static Optional<SipAddress> author(Room room) {
        try {
            return room.properties().get(AUTHOR).map(SipAddress::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a text; empty if it can be a topic. */
    static Optional<String> objection(Language language, String text) {
        int length = text.codePointCount(0, text.length());
        return length > MAX_LENGTH ? Optional.of(TEXTS.get(language, "too.long", length))
                : text.codePoints().filter(Topic::isForbidden).boxed().findFirst()
                        .map(character -> TEXTS.get(language, "forbidden", "U+%04X".formatted(character)));
    }

    /** What ends a line, cannot be seen, or makes what follows look like something else (UAX #9, §2). */
    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
        };
    }

    /** As it is shown. */
    String shown(Language language, Room room) {
        return author.map(by -> TEXTS.get(language, "topic.by", text, room.label(by)))
                .orElseGet(() -> TEXTS.get(language, "topic", text));
    }

    /** The room has this topic from now on, and its members are told. */
    Step putIn(Room room) {
        Language language = Language.of(room);
        return kept(room, Optional.of(this)).noticing(room.present(),
                author.map(by -> TEXTS.get(language, "set", room.label(by), text))
                        .orElseGet(() -> shown(language, room)));
    }

    /**
     * The room has no topic any more, and its members are told.
     *
     * @param by who took it away; empty for who manages the server
     */
    static Step takenFrom(Room room, Optional<SipAddress> by) {
        Language language = Language.of(room);
        return kept(room, Optional.empty()).noticing(room.present(),
                by.map(user -> TEXTS.get(language, "taken", room.label(user)))
                        .orElseGet(() -> TEXTS.get(language, "none")));
    }

    private static Step kept(Room room, Optional<Topic> topic) {
        return Step.done()
                .changing(new Change.RoomPropertyPut(room.address(), Room.TOPIC, topic.map(Topic::text)))
                .changing(new Change.RoomPropertyPut(room.address(), AUTHOR,
                        topic.flatMap(Topic::author).map(SipAddress::toString)));
    }
}
