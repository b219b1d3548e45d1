package imc.sip.internal.stream;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How many connections there may be, and for how long.
 *
 * @param most      that peers have opened, and as many that we have
 * @param perSource that one peer has opened
 * @param lifetime  of one over which nothing comes or goes; nobody who has registered over it is cut off
 * @param exempt    whose connections are not counted by source: who brings everybody's messages
 * @param nanoTime  as {@link System#nanoTime()}
 */
public record ConnectionLimits(IntSupplier most, IntSupplier perSource, Supplier<Duration> lifetime,
        Predicate<InetAddress> exempt, LongSupplier nanoTime) {
}
