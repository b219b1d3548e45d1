package imc.rooms.internal.failing;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The members of one room whose last copies failed. Anybody may read it; {@link FailingMembers} changes it. */
final class FailingRoom {

    private final Map<SipAddress, Streak> streaks = new ConcurrentHashMap<>();
    /** A step that treats members of this room is on its way. */
    private boolean acting;
    /** When the last one was done, by {@link System#nanoTime()}. */
    private long acted;
    private boolean hasActed;

    /**
     * Copies in a row that one member did not get.
     *
     * @param last     how the last of them failed
     * @param at       when that was known
     * @param reported whether the owner knows
     */
    record Streak(SipAddress member, int copies, Delivery last, Instant at, boolean reported) {

        private Streak followedBy(Streak next) {
            return new Streak(member, copies + 1, next.last, next.at, reported);
        }

        private Streak asReported() {
            return new Streak(member, copies, last, at, true);
        }
    }

    boolean contains(SipAddress member) {
        return streaks.containsKey(member);
    }

    boolean isEmpty() {
        return streaks.isEmpty();
    }

    int size() {
        return streaks.size();
    }

    Optional<Streak> streak(SipAddress member) {
        return Optional.ofNullable(streaks.get(member));
    }

    /** Those who have missed so many; of those who are reported already only {@code again}. */
    Stream<Streak> due(int most, boolean again) {
        return streaks.values().stream()
                .filter(streak -> most > 0 && streak.copies() >= most && (again || !streak.reported()));
    }

    Streak failed(SipAddress member, Delivery delivery) {
        return streaks.merge(member, new Streak(member, 1, delivery, Instant.now(), false), Streak::followedBy);
    }

    void delivered(SipAddress member) {
        streaks.remove(member);
    }

    void reported(Collection<SipAddress> members) {
        members.forEach(member -> streaks.computeIfPresent(member, (key, streak) -> streak.asReported()));
    }

    /** Forgets who is not in the room any more. */
    void keepMembersOf(Room room) {
        streaks.keySet().removeIf(member -> !FailingMembers.counts(room, member));
    }

    /** Whether nobody acts yet; from now on somebody does. */
    boolean beginsActing() {
        boolean begins = !acting;
        acting = true;
        return begins;
    }

    void endsActing(long now) {
        acting = false;
        hasActed = true;
        acted = now;
    }

    /** Nanoseconds until the next step is due, so that two are never closer to each other than that. */
    long untilNext(long now, long interval) {
        return hasActed ? Math.max(0, acted + interval - now) : 0;
    }
}
