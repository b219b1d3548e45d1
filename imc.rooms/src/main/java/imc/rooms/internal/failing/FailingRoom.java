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
    /** From when on the next one may be, by {@link System#nanoTime()}. */
    private long next;

    FailingRoom(long now) {
        next = now;
    }

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

        /** Whether so many are too many; of those who are reported already only {@code again}. */
        boolean isDue(int most, boolean again) {
            return most > 0 && copies >= most && (again || !reported);
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

    Stream<Streak> due(int most, boolean again) {
        return streaks.values().stream().filter(streak -> streak.isDue(most, again));
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
        streaks.keySet().removeIf(member -> !room.isPresent(member));
    }

    /** Nanoseconds after which a step is to be done, which is on its way from now on; -1 where one is already. */
    long beginActing(long now) {
        if (acting) {
            return -1;
        }
        acting = true;
        return Math.max(0, next - now);
    }

    void endActing(long nextAt) {
        acting = false;
        next = nextAt;
    }
}
