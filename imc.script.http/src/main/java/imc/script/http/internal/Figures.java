package imc.script.http.internal;

import imc.api.statistics.Statistic;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What is counted. */
final class Figures {

    final LongAdder done = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder overflows = new LongAdder();

    List<Statistic> statistics(long waiting, long running) {
        return List.of(Statistic.counter("done", "Requests of scripts that were answered 2xx", done.sum()),
                Statistic.counter("failures", "Requests of scripts that were not, and are not sent again",
                        failures.sum()),
                Statistic.counter("overflows", "Requests of scripts that were not sent, as too many waited",
                        overflows.sum()),
                Statistic.counter("refused", "Requests of scripts that were not sent, as their URL is not allowed, or"
                        + " they are too long", refused.sum()),
                Statistic.counter("retries", "How often a request of a script was sent again", retries.sum()),
                Statistic.gauge("running", "Requests of scripts that are under way", running),
                Statistic.gauge("waiting", "Requests of scripts that wait for their turn", waiting));
    }
}
