package imc.mi.fifo.internal;

import java.time.Duration;

/**
 * How much anybody may send, and how long anything may take.
 *
 * @param request  bytes of a request
 * @param pause    in the middle of a line or of a JSON text
 * @param whole    from a request's first byte to its last
 * @param patience that a reply waits to be read, and a command for the one before it
 * @param reply    from the first byte of a reply to its last
 * @param look     between two looks whether the pipe is still there, or can be made
 * @param stop     for what is under way when the server stops
 */
record Bounds(int request, Duration pause, Duration whole, Duration patience, Duration reply, Duration look,
        Duration stop) {

    /** Replies that are written at one time. */
    static final int REPLIES = 16;
    /** Requests that wait for those. Beyond it nothing more is read. */
    static final int WAITING = 256;

    static Bounds usual() {
        return new Bounds(65_536, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(5),
                Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    /** How old a request may be when it is run; whoever sent it has gone by then. */
    Duration age() {
        return patience.multipliedBy(4);
    }
}
