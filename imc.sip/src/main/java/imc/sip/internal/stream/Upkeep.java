package imc.sip.internal.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection costs while nothing comes to an end on it: the memory that is kept for it, and since when. All but
 * {@link #lastUsed} is for its loop.
 */
final class Upkeep {

    /** Who takes nothing for so long is given up, and so is who takes thrice that for a message, or a record of TLS. */
    static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Logger LOG = LoggerFactory.getLogger(StreamSocket.class);
    private static final String STUCK = "the peer takes nothing any more";

    private final Streams streams;
    private final InetSocketAddress peer;
    private volatile long lastUsed;
    private int held;
    private long heldSince;

    Upkeep(Streams streams, InetSocketAddress peer) {
        this.streams = streams;
        this.peer = peer;
        this.lastUsed = streams.now();
    }

    /** Something came or went. */
    void used() {
        lastUsed = streams.now();
        heldSince = lastUsed;
    }

    /** When something came or went last. */
    long lastUsed() {
        return lastUsed;
    }

    /** Counts what is kept of it. Where too much is already, whoever stops in the middle has to begin again. */
    void hold(int count) throws IOException {
        if (held == 0) {
            heldSince = streams.now();
        }
        streams.hold(count - held);
        held = count;
        if (count > 0 && streams.isOver()) {
            throw new IOException("no memory is left for connections that stop in the middle");
        }
    }

    /** Nothing is kept of it any more. */
    void release() {
        streams.hold(-held);
        held = 0;
    }

    /**
     * Why it is over, if it is: because of what was left unfinished on it, or for want of use. What waits for a peer
     * who takes nothing any more is lost then.
     */
    Optional<String> whyOver(StreamInput input, Outbox outbox, StreamConnection owner) {
        long now = streams.now();
        if (outbox.isStuckSince(now - STUCK_NANOS)) {
            LOG.info("{} takes nothing any more; the connection is closed", peer);
            // It would take nothing over another one either.
            outbox.lose(new IOException(STUCK));
            return Optional.of(STUCK);
        }
        if (input.isPartialSince(now - 3 * STUCK_NANOS) || held > 0 && now - heldSince > 3 * STUCK_NANOS) {
            return Optional.of("a message was left unfinished");
        }
        return now - lastUsed >= streams.lifetimeNanos() && !owner.isKept()
                ? Optional.of("nothing came or went for too long") : Optional.empty();
    }
}
