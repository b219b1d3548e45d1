package imc.sip.internal.fanout;

import java.time.Duration;

/**
 * How much may be on its way. Who works off a backlog of the high mark just in time not to be given up has an answer
 * for each copy before Timer F.
 *
 * @param inFlight copies of all rooms together: while there are so many, no message is taken
 * @param highMark copies for one contact: when there are more, the rooms that send them are held up
 * @param lowMark  until there are fewer
 * @param highBytes bytes of these copies, likewise; half of them is the low mark
 * @param patience how long a contact may hold up its rooms
 * @param grace    for how long more copies than the high mark may wait to be written to a connection with the outbound
 *                 proxy: a burst that is written soon is no congestion
 */
public record Limits(int inFlight, int highMark, int lowMark, long highBytes, Duration patience, Duration grace) {

    /** Those in force everywhere but in tests. */
    public static final Limits USUAL =
            new Limits(100_000, 4000, 2000, 4 << 20, Duration.ofSeconds(10), Duration.ofMillis(250));
}
