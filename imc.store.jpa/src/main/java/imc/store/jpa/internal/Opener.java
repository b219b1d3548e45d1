package imc.store.jpa.internal;

import imc.api.config.Settings;
import imc.api.statistics.StatisticSource;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Drivers;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.work.Timers;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes the database, on a thread of its own: no thread of the framework ever waits for a database, nor for
 * one of ours that waits for the framework. Any thread may call the methods; only {@link #close} waits, and not long.
 */
final class Opener implements StoreKeeper.Owner {

    private static final Logger log = LoggerFactory.getLogger(Opener.class);

    /** How long a driver may take to come after us, at a start or while it is replaced, before that is a fault. */
    private static final long GRACE_SECONDS = 2;
    private static final long LONGEST_PAUSE_SECONDS = 60;
    private static final long CLOSE_SECONDS = 5;

    private final StoreKeeper keeper;
    private final Publication publication;
    /** Told in one sentence what is wrong on this side, and with null that nothing is. */
    private final Consumer<String> fault;
    private final Timers timers;
    private final ScheduledExecutorService thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean looking = new AtomicBoolean();

    private volatile boolean active = true;
    /** What follows belongs to the thread. */
    private Settings inForce;
    /** An edited configuration that comes into force with the driver of its database; null for none. */
    private Map<String, Object> awaited;
    private long pauseSeconds = 1;
    /** Since when the driver is missing, by the timers; null while it is not. */
    private Long missingSince;
    private Future<?> retry;

    /** @param keepers makes the keeper */
    Opener(Settings initial, Publication publication, Consumer<String> fault, Timers timers,
            Function<StoreKeeper.Owner, StoreKeeper> keepers) {
        this.inForce = initial;
        this.timers = timers;
        this.thread = timers.thread("imc.store.jpa");
        this.publication = publication;
        this.fault = fault;
        this.keeper = keepers.apply(this);
    }

    /** Opens what the settings ask for, and publishes the figures. */
    void start(StatisticSource figures) {
        execute(() -> publication.publish(figures, keeper));
        execute(this::open);
    }

    /** A driver has come. */
    void driverCame() {
        execute(() -> {
            if (!keeper.isOpen()) {
                open();
            } else if (awaited != null) {
                follow(awaited);
            }
        });
    }

    /** A driver, or its bundle, may have gone or come back. */
    void look() {
        if (looking.compareAndSet(false, true)) {
            execute(() -> {
                looking.set(false);
                if (missingSince != null || keeper.hasLostItsDriver()) {
                    open();
                } else if (awaited != null) {
                    follow(awaited);
                }
            });
        }
    }

    /** Whoever uses the store reads it again when it is registered anew. */
    @Override
    public void doubt(RoomStore store) {
        execute(() -> {
            if (keeper.isOpen(store)) {
                keeper.close();
                open();
            }
        });
    }

    @Override
    public boolean isActive() {
        return active;
    }

    void configure(Map<String, Object> configuration) {
        execute(() -> follow(configuration));
    }

    private void follow(Map<String, Object> configuration) {
        boolean isKnown = configuration == awaited;
        awaited = null;
        Settings next = StoreSettings.read(inForce, configuration, isKnown ? log::debug : log::error);
        try {
            keeper.follow(next);
            inForce = next;
            opened();
        } catch (StoreException | Drivers.MissingDriver e) {
            if (!keeper.isOpen()) {
                inForce = next;
                failed(e);
                return;
            }
            awaited = e instanceof Drivers.MissingDriver ? configuration : null;
            if (!isKnown || awaited == null) {
                refuse(next, configuration, e);
            }
        }
    }

    /** The database stays as it was; the keys that have nothing to do with it come into force. */
    private void refuse(Settings next, Map<String, Object> configuration, Exception why) {
        log.error("{}: {} is refused: {}; {} stays in force{}", StoreSettings.PID, StoreSettings.database(next),
                why.getMessage(), StoreSettings.database(inForce), awaited == null ? "" : " until the driver is there");
        inForce = StoreSettings.withDatabaseOf(inForce, configuration);
        open();
    }

    private void open() {
        try {
            keeper.follow(inForce);
            opened();
        } catch (StoreException | Drivers.MissingDriver e) {
            failed(e);
        }
    }

    private void opened() {
        pauseSeconds = 1;
        missingSince = null;
        fault.accept(null);
        if (active) {
            keeper.publish();
        }
    }

    private void failed(Exception why) {
        if (!active) {
            return;
        }
        boolean isMissing = why instanceof Drivers.MissingDriver;
        long now = timers.nanoTime();
        missingSince = !isMissing ? null : missingSince == null ? Long.valueOf(now) : missingSince;
        if (isMissing && now - missingSince < TimeUnit.SECONDS.toNanos(GRACE_SECONDS)) {
            later(GRACE_SECONDS);
            return;
        }
        long pause = isMissing ? LONGEST_PAUSE_SECONDS : pauseSeconds;
        log.error("{}: {}; rooms are not kept until that is mended; {}", StoreSettings.PID, why.getMessage(),
                isMissing ? "the database is opened as soon as the driver is there" : "next try in " + pause + " s");
        // A database elsewhere may come back by itself.
        fault.accept(isMissing || inForce.get(StoreSettings.DB_URL).embeddedDirectory().isPresent()
                ? why.getMessage() : null);
        later(pause);
        pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
    }

    private void later(long seconds) {
        if (retry != null) {
            retry.cancel(false);
        }
        retry = thread.schedule(() -> execute(() -> {
            if (!keeper.isOpen()) {
                open();
            }
        }), seconds, TimeUnit.SECONDS);
    }

    /** Runs the task on the thread, without waiting. */
    private void execute(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    if (active) {
                        task.run();
                    }
                } catch (Throwable e) {
                    // The executor would keep it to itself.
                    log.error("{}: {}", StoreSettings.PID, Failures.sentence(e), e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("Closed", e);
        }
    }

    /**
     * Unregisters the store, writes what waits and closes the database. Every stage is complete when this returns, and
     * no write begins afterwards. Waits at most five seconds, and only where a database is open: our thread may be
     * waiting for a database, or for the very framework whose thread this is.
     */
    void close() {
        if (!active) {
            return;
        }
        active = false;
        publication.end();
        thread.execute(this::end);
        try {
            if (keeper.holdsDatabase() && !timers.await(closed, TimeUnit.SECONDS.toNanos(CLOSE_SECONDS))) {
                log.warn("The database is not closed after {} s; that goes on, and nothing more is written",
                        CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            keeper.abandon();
        }
    }

    private void end() {
        try {
            fault.accept(null);
            keeper.close();
        } catch (Throwable e) {
            log.warn("{}: {}", StoreSettings.PID, Failures.sentence(e), e);
        } finally {
            closed.countDown();
            thread.shutdownNow();
        }
    }
}
