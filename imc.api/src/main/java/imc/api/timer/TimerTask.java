package imc.api.timer;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that is done again and again, as what a module of Kamailio's registers with its timer. To add one, register
 * a service of this type with the properties below, as {@link TimerTaskProperties} does for a component: from then on
 * it is run, and as long as it is there.
 * <p>
 * It has a moment every {@link #INTERVAL}, the first one an interval after it has come, by a clock that nobody sets. A
 * moment that passes while it still runs is left out and counted: it is never run twice at a time. While nobody offers
 * timers ({@code imc.timer}) it is not run.
 */
@ConsumerType
public interface TimerTask {

    /**
     * Service property, String: the name, as operators see it: letters, digits, {@code . _ -}, a letter first, 64 at
     * most; that of the bundle in front, without {@code imc.}: {@code offline.expiry}. Of several with one name the one
     * with the highest {@code service.ranking} is run.
     */
    String NAME = "imc.timer.name";

    /** Service property, a whole number: milliseconds from one moment to the next, 100 to 31 days. */
    String INTERVAL = "imc.timer.interval";

    /**
     * Service property, a whole number, may be missing: how many milliseconds after its moment a run may begin, each
     * time another number, so that not all begin at once; 0 to half of {@link #INTERVAL}, and 0 where it is missing.
     */
    String JITTER = "imc.timer.jitter";

    /** Service property, String, may be missing: what it does, in one line. */
    String HELP = "imc.timer.help";

    /**
     * Does it, once. It is called on a thread of its own for that time, and may wait; after a minute, that is told as
     * something that hangs, and others are run all the same. Where its service goes meanwhile, it is interrupted, and
     * nobody waits for its end.
     *
     * @throws Exception which is counted, and told once an hour of each kind; the next run comes nevertheless
     */
    void run() throws Exception;
}
