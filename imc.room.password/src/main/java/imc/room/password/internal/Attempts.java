package imc.room.password.internal;

import imc.api.SipAddress;
import imc.api.statistics.Statistic;
import imc.room.password.internal.Hashing.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many wrong passwords a user has given for a room. An attempt counts from its beginning, so that many at once are
 * no way to more. Bounded: who comes when too many are remembered shares one count with all others who do.
 */
final class Attempts {

    static final int MOST = 10_000;
    static final int WRONG_IN_A_ROW = 5;
    static final int WAIT_SECONDS = 60;

    private static final long WAIT = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);

    private final LongSupplier nanoTime;
    private final Map<Key, Count> counts = new HashMap<>();
    private final Count others = new Count();
    private long right;
    private long wrong;
    private long refused;

    Attempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Key(SipAddress room, SipAddress user) {
    }

    private static final class Count {

        private int wrong;
        private int open;
        private long last;

        /** A minute after the last wrong password all is as it was. */
        boolean isOver(long now) {
            return wrong == 0 || now - last >= WAIT;
        }
    }

    /** One password that is looked at. */
    final class Attempt {

        private final Key key;
        private final Count count;

        private Attempt(Key key, Count count) {
            this.key = key;
            this.count = count;
        }

        /** It was, or was not, as there was no time for it. */
        void ended(Verdict verdict) {
            synchronized (Attempts.this) {
                count.open--;
                if (verdict == Verdict.WRONG) {
                    wrong++;
                    count.wrong++;
                    count.last = nanoTime.getAsLong();
                } else if (verdict == Verdict.RIGHT) {
                    right++;
                    count.wrong = 0;
                }
                if (count.wrong == 0 && count.open == 0) {
                    counts.remove(key, count);
                }
            }
        }
    }

    /** Has another password looked at; empty where that is one too many for now. */
    synchronized Optional<Attempt> begin(SipAddress room, SipAddress user) {
        if (waiting(room, user) > 0) {
            refused++;
            return Optional.empty();
        }
        Key key = new Key(room, user);
        Count count = isFullFor(key) ? others : counts.computeIfAbsent(key, one -> new Count());
        count.open++;
        return Optional.of(new Attempt(key, count));
    }

    /** For how many seconds no password of this user is looked at; 0 for none. */
    synchronized int waiting(SipAddress room, SipAddress user) {
        Key key = new Key(room, user);
        Count count = isFullFor(key) ? others : counts.get(key);
        if (count == null) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        if (count.isOver(now)) {
            count.wrong = 0;
        }
        if (count.wrong + count.open < WRONG_IN_A_ROW) {
            return 0;
        }
        return count.wrong == 0 ? 1 : (int) (1 + (WAIT - (now - count.last)) / TimeUnit.SECONDS.toNanos(1));
    }

    private boolean isFullFor(Key key) {
        if (counts.size() >= MOST && !counts.containsKey(key)) {
            long now = nanoTime.getAsLong();
            counts.values().removeIf(count -> count.open == 0 && count.isOver(now));
            return counts.size() >= MOST;
        }
        return false;
    }

    synchronized int size() {
        return counts.size();
    }

    synchronized List<Statistic> statistics() {
        return List.of(
                Statistic.counter("room_passwords_right", "Passwords of rooms that were right", right),
                Statistic.counter("room_passwords_wrong", "Passwords of rooms that were wrong", wrong),
                Statistic.counter("room_passwords_refused", "Passwords of rooms that were not looked at, after "
                        + WRONG_IN_A_ROW + " wrong ones in a row", refused));
    }
}
