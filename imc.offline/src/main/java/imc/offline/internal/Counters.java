package imc.offline.internal;

import imc.api.statistics.Statistic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has become of messages for members who were away. */
final class Counters {

    final LongAdder kept = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder expired = new LongAdder();
    final LongAdder full = new LongAdder();
    final LongAdder left = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder failures = new LongAdder();

    /**
     * All of it.
     *
     * @param waiting messages that wait now
     * @param members for whom
     * @param runs    members who are given theirs now
     */
    List<Statistic> statistics(long waiting, long members, long runs) {
        return List.of(Statistic.counter("offline_kept", "Copies that were kept for members who were away", kept.sum()),
                Statistic.counter("offline_delivered", "Copies that such a member has taken later", delivered.sum()),
                Statistic.counter("offline_expired", "Copies that nobody came for in time (expires)", expired.sum()),
                Statistic.counter("offline_full", "Copies that were not kept, because enough waited already "
                        + "(max_per_member, max_messages)", full.sum()),
                dropped("left", left), dropped("refused", refused), dropped("operator", dropped),
                Statistic.counter("offline_failures", "Copies that could not be kept, given or taken away because "
                        + "something failed inside the server", failures.sum()),
                Statistic.gauge("offline_waiting", "Copies that wait for members who are away", waiting),
                Statistic.gauge("offline_members", "Members for whom copies wait", members),
                Statistic.gauge("offline_runs", "Members who are given what waited for them just now", runs));
    }

    private static Statistic dropped(String why, LongAdder count) {
        return new Statistic("offline_dropped", Statistic.Kind.COUNTER, "Copies that were thrown away, by why: their "
                + "receiver had left the room, or refused them, or an operator wanted it", Map.of("why", why),
                count.sum());
    }
}
