package imc.room.moderation.internal;

import imc.api.room.Listed;
import imc.api.room.RoomList;
import imc.api.text.Language;
import java.time.Instant;
import java.util.List;

/** The lists that a room keeps: ten of its properties at most. */
final class Lists {

    static final RoomList BANS = new RoomList("ban", 6);
    static final RoomList MUTES = new RoomList("mute", 2);
    static final RoomList VOICES = new RoomList("voice", 2);
    /** As {@link imc.api.room.Moderation.Measure} has them. */
    static final List<RoomList> ALL = List.of(BANS, MUTES, VOICES);

    private Lists() {
    }

    /** What is said behind who was banned or muted: {@code  until 14:30: reason}. */
    static String tail(Listed one, Language language, Instant now) {
        return (one.end() == 0 ? "" : Refusal.TEXTS.get(language, "until", Times.shown(one.end(), now)))
                + (one.reason().isEmpty() ? "" : ": " + one.reason());
    }
}
