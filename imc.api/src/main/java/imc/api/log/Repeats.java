package imc.api.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Who has brought about the same again lately: the last {@value #MOST} of them. Safe for use by many threads. */
final class Repeats {

    static final int MOST = 1000;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** Those who were told of first come first. */
    private final Map<Object, Repeat> repeats = new LinkedHashMap<>();

    private static final class Repeat {

        private final long since;
        private long leftOut;

        Repeat(long since) {
            this.since = since;
        }
    }

    /**
     * Somebody brings it about.
     *
     * @param now as {@link System#nanoTime()}
     * @return how often he did and it was left out before this one is told; -1 if this one is left out, too
     */
    synchronized long begin(Object who, long now) {
        Repeat last = repeats.get(who);
        if (last != null && now - last.since < MINUTE) {
            last.leftOut++;
            return -1;
        }
        repeats.remove(who);
        repeats.put(who, new Repeat(now));
        if (repeats.size() > MOST) {
            repeats.remove(repeats.keySet().iterator().next());
        }
        return last == null ? 0 : last.leftOut;
    }
}
