package imc.timer.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Tells of a timer's failures: each kind once, and again after an hour at the earliest. */
final class Troubles {

    static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int MOST_KINDS = 20;

    private final String timer;
    private final Logger log;
    private final Map<String, Long> told = new HashMap<>();
    private long streak;
    private boolean tellsEnd;

    Troubles(String timer, Logger log) {
        this.timer = timer;
        this.log = log;
    }

    /** @param now as {@link System#nanoTime()} */
    synchronized void failed(Throwable why, long now) {
        streak++;
        String kind = why.getClass().getName();
        if (!told.containsKey(kind) && told.size() == MOST_KINDS) {
            kind = "";
        }
        Long last = told.get(kind);
        if (last == null || now - last >= AGAIN_NANOS) {
            told.put(kind, now);
            tellsEnd = true;
            log.error("The timer {} has failed: {}; it is run again at its next moment. The like is counted"
                    + " (timer_failures), and told once an hour", timer, why, why);
        }
    }

    synchronized void worked() {
        if (tellsEnd) {
            tellsEnd = false;
            log.info("The timer {} works again; it had failed so many times one after the other: {}", timer, streak);
        }
        streak = 0;
    }
}
