package imc.api.health;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has work in flight that is not to be lost when the server ends: requests, copies, changes. Before a framework stops
 * its bundles, whoever ends the server has all services of this type drained: it tells them once that the end is near,
 * asks them again and again what is in flight, and goes on when nobody has anything left, or when {@code drain_timeout}
 * is over. So one's last work may make more work for another.
 * <p>
 * A bundle that is stopped or updated by itself is not drained. All methods are called by one thread, in the order in
 * which they stand here; none may wait, and what one throws is logged and disturbs nobody.
 */
@ConsumerType
public interface Drainable {

    /** Refuses what is new from now on, and hurries with the rest. A service that comes late is told at once. */
    void drain();

    /**
     * What is in flight: how many of what, as the log tells it, such as {@code copies=3}. Where nothing is, the map is
     * empty or all its numbers are 0; never null.
     */
    Map<String, Long> inFlight();

    /** There is no more time: what is in flight is given up, and nobody is to wait for it when the bundles stop. */
    default void giveUp() {
        // who does not wait has nothing to give up
    }
}
