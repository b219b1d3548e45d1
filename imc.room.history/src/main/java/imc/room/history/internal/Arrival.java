package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import imc.api.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * When members came, as their property {@value #PROPERTY} has it. Where it matters, who has none reads nothing: nobody
 * knows when he came.
 */
final class Arrival {

    /** From when on he reads, where {@code history_before_join} is {@code off}; in milliseconds since 1970. */
    static final String PROPERTY = "history.joined";
    /** Of who was there before it mattered. */
    static final Instant EVER = Instant.EPOCH;
    /** In a room of thousands all of them at once would hold up the others' commands. */
    static final int AT_ONCE = 200;

    private Arrival() {
    }

    static Instant of(Member member) {
        return member.properties().get(PROPERTY).map(Arrival::moment).orElse(Instant.MAX);
    }

    private static Instant moment(String millis) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            // whoever wrote that, nothing is shown that should not be
            return Instant.MAX;
        }
    }

    static Change put(SipAddress room, SipAddress member, Instant from) {
        return new Change.MemberPropertyPut(room, member, PROPERTY, Optional.of(Long.toString(from.toEpochMilli())));
    }

    /** Who is there, and has none. */
    static List<SipAddress> unknown(Room room) {
        return room.members().stream().filter(member -> member.role().isPresent())
                .filter(member -> member.properties().get(PROPERTY).isEmpty()).map(Member::address).toList();
    }

    /**
     * Puts it for these members, some at a time, as far as they are there then and have none.
     *
     * @param more whether it goes on
     */
    static void put(Rooms rooms, SipAddress room, List<SipAddress> members, Instant from, BooleanSupplier more) {
        if (members.isEmpty() || !more.getAsBoolean()) {
            return;
        }
        List<SipAddress> some = members.subList(0, Math.min(AT_ONCE, members.size()));
        CompletionStage<Void> unused = rooms.change(room, Cause.of("history", room), call -> new Step(Answer.OK,
                call.room().map(there -> some.stream().filter(member -> Reader.present(there, member)
                                .filter(found -> found.properties().get(PROPERTY).isEmpty()).isPresent())
                        .map(member -> put(room, member, from)).toList()).orElse(List.of()), List.of()))
                .thenRun(() -> put(rooms, room, members.subList(some.size(), members.size()), from, more));
    }
}
