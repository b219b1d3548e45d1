package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.bound.Lately;
import imc.api.config.Settings;
import imc.api.location.Contact;
import imc.api.location.Location;
import imc.api.room.Rooms;
import imc.api.transport.Transport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What offline delivery works with, whichever store it has. Services come and go. */
final class Means {

    private static final Logger LOG = LoggerFactory.getLogger(Means.class);

    final Counters counters = new Counters();
    /** Who has shown himself lately, and when. */
    final Lately<SipAddress, Instant> latest = new Lately<>(10_000);
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean failing = new AtomicBoolean();
    volatile Settings settings = OfflineSettings.initial();
    volatile @Nullable Transport transport;
    volatile @Nullable Rooms rooms;
    volatile @Nullable Location location;

    Means(InstantSource clock, ScheduledExecutorService thread) {
        this.clock = clock;
        this.thread = thread;
    }

    Instant now() {
        return clock.instant();
    }

    /** Where somebody is reached now; none where nobody knows. */
    List<Contact> contacts(SipAddress user) {
        Location now = location;
        return now == null ? List.of() : now.contacts(user);
    }

    /** On the thread of the deliveries; at the end nothing more is done. */
    void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing more is delivered: the bundle has stopped");
        }
    }

    /** Something that should not have. Counted, and told once until it works again. */
    void failed(int copies, String what, Throwable why) {
        counters.failures.add(copies);
        if (failing.compareAndSet(false, true)) {
            LOG.warn("{}: {}; what else fails until it works again is counted only (offline_failures)", what,
                    why.toString(), why);
        }
    }

    void works() {
        if (failing.get()) {
            failing.set(false);
        }
    }
}
