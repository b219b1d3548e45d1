package imc.room.history.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.Recording;
import java.time.Instant;
import java.util.Optional;

/**
 * A member of a room that keeps what is said.
 *
 * @param since from when on he may read it
 */
record Reader(Recording recording, Instant since) {

    /** Of a room that shows nobody what was said before he came: {@value #OFF}. */
    static final String BEFORE_JOIN = "history_before_join";
    static final String OFF = "off";

    /** Empty where the room keeps nothing, or he is not in it, or invited only. */
    static Optional<Reader> of(Room room, SipAddress user) {
        return Recording.of(room).flatMap(recording -> present(room, user).map(member ->
                new Reader(recording, since(room, member, recording.since()))));
    }

    private static Instant since(Room room, Member member, Instant kept) {
        Instant joined = isStrict(room) ? Arrival.of(member) : kept;
        return joined.isAfter(kept) ? joined : kept;
    }

    /** Whether it matters when somebody came. What somebody else has written there is not {@code on} either. */
    static boolean isStrict(Room room) {
        return !room.properties().isEmpty() && room.properties().get(BEFORE_JOIN).isPresent();
    }

    static Optional<Member> present(Room room, SipAddress user) {
        return room.member(user).filter(member -> member.role().isPresent());
    }

    /** What is read for him of what he asked for. */
    Instant from(Question question) {
        return question.since().filter(since::isBefore).orElse(since);
    }
}
