package imc.control.internal;

import imc.api.health.Drainable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One drain: all are told that the end is near, and asked what they have in flight until nobody has anything, or the
 * time is over. Run by one thread; any may look at what is left.
 */
final class Drainage {

    private static final Logger LOG = LoggerFactory.getLogger(Drainage.class);

    private static final long LOOK_MILLIS = 10;
    /** They are asked one after the other, and meanwhile one's last work may become the other's. */
    private static final int LOOKS_IN_VAIN = 2;

    private final Supplier<? extends Collection<Drainable>> all;
    private final Pace pace;
    private final Set<Drainable> told = new HashSet<>();
    private final Set<Drainable> failed = new HashSet<>();
    private volatile Map<String, Long> left = Map.of();

    /** @param all those that are there now; they may come and go meanwhile */
    Drainage(Supplier<? extends Collection<Drainable>> all, Pace pace) {
        this.all = all;
        this.pace = pace;
    }

    /**
     * Drains, and says so in the log when it begins and when it ends.
     *
     * @param most how long it may take
     * @return whether nothing was left
     */
    boolean run(Duration most) throws InterruptedException {
        long began = pace.nanoTime();
        look();
        LOG.info("Draining: nothing new is taken, {}", left.isEmpty() ? "and nothing is in flight"
                : "and what is in flight has " + seconds(most.toNanos()) + " s: " + text(left));
        int inVain = left.isEmpty() ? 1 : 0;
        while (inVain < LOOKS_IN_VAIN && pace.nanoTime() - began < most.toNanos()) {
            pace.pause(LOOK_MILLIS);
            look();
            inVain = left.isEmpty() ? inVain + 1 : 0;
        }
        String took = seconds(pace.nanoTime() - began);
        if (left.isEmpty()) {
            LOG.info("Drained in {} s: nothing is left", took);
            return true;
        }
        LOG.warn("Drained for {} s (drain_timeout in {}), and given up: {}", took, DrainSettings.PID, text(left));
        all.get().forEach(each -> asked(each, drainable -> {
            drainable.giveUp();
            return Map.of();
        }));
        return false;
    }

    /** What was in flight at the last look. */
    String left() {
        return text(left);
    }

    private void look() {
        Map<String, Long> found = new TreeMap<>();
        for (Drainable each : all.get()) {
            if (told.add(each)) {
                asked(each, drainable -> {
                    drainable.drain();
                    return Map.of();
                });
            }
        }
        for (Drainable each : all.get()) {
            asked(each, Drainable::inFlight).forEach((what, count) -> found.merge(what, count, Long::sum));
        }
        found.values().removeIf(count -> count <= 0);
        left = Map.copyOf(found);
    }

    /** Whatever one throws, the others are asked; of each it is told once. */
    private Map<String, Long> asked(Drainable each, Function<Drainable, Map<String, Long>> question) {
        try {
            return question.apply(each);
        } catch (Throwable e) {
            if (failed.add(each)) {
                LOG.error("{} could not be drained", each.getClass().getName(), e);
            }
            return Map.of();
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }

    private static String text(Map<String, Long> counts) {
        return new TreeMap<>(counts).entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
