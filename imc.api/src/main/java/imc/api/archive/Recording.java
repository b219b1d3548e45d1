package imc.room.history.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.text.Texts;
import java.time.Instant;
import java.util.Optional;

/**
 * That a room keeps what is said: its property {@value #PROPERTY}.
 *
 * @param length how many of the last messages
 * @param since  from when on; what was said before is not this room's, or not for its members
 */
record Recording(int length, Instant since) {

    static final Texts TEXTS = Texts.beside(Recording.class);

    static final String PROPERTY = "history";
    /** Of a room that shows nobody what was said before he came: {@value #OFF}. */
    static final String BEFORE_JOIN = "history_before_join";
    static final String OFF = "off";
    /** Of a member who came when the room kept what is said already: when that was, in milliseconds since 1970. */
    static final String JOINED = "history.joined";

    /** Empty where the room keeps nothing. */
    static Optional<Recording> of(Room room) {
        return room.properties().isEmpty() ? Optional.empty()
                : room.properties().get(PROPERTY).flatMap(Recording::read);
    }

    /** What somebody else wrote there, and cannot be read, keeps nothing. */
    static Optional<Recording> read(String kept) {
        String[] words = kept.split(" since ", 2);
        try {
            int length = Integer.parseInt(words[0]);
            return length < 1 ? Optional.empty() : Optional.of(new Recording(length,
                    words.length < 2 ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(words[1]))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** How many of the last messages are kept and can be read, as far as the operator allows it. */
    int length(Settings settings) {
        return Math.min(length, settings.get(HistorySettings.MAX_MESSAGES));
    }

    /** How many of them are shown to who does not say how many. */
    int shown(Settings settings) {
        return Math.min(length, settings.get(HistorySettings.MAX_SHOWN));
    }

    /** As the property has it. */
    String written() {
        return length + " since " + since.toEpochMilli();
    }

    /** From when on this member may read. */
    Instant readableBy(Room room, Member member) {
        boolean all = room.properties().get(BEFORE_JOIN).filter(OFF::equals).isEmpty();
        Instant joined = all ? since : member.properties().get(JOINED).map(Recording::moment).orElse(since);
        return joined.isAfter(since) ? joined : since;
    }

    private static Instant moment(String millis) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            // whoever wrote that, nothing is shown that should not be
            return Instant.MAX;
        }
    }

    /** Who is in the room, and not invited only. */
    static Optional<Member> present(Room room, SipAddress user) {
        return room.member(user).filter(member -> member.role().isPresent());
    }
}
