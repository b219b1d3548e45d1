package imc.store.jpa.internal;

import imc.api.config.Settings;
import imc.api.health.Drainable;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.connection.Drivers;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.further.FurtherStores;
import imc.store.jpa.internal.further.FurtherTables;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.store.MemoryOnly;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.tables.TableNames;
import imc.store.jpa.internal.work.Timers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps that database open which the settings ask for, and its store published. To be called by one thread at a time,
 * except where it says otherwise.
 */
final class StoreKeeper implements Drainable {

    private static final Logger log = LoggerFactory.getLogger(StoreKeeper.class);

    /** On whose behalf a database is kept open. Any thread may call. */
    interface Owner {

        /** Whether anything is to be opened still. */
        boolean isActive();

        /** Nobody knows what this store has: it has to be opened anew, and read. */
        void doubt(RoomStore store);
    }

    /** What is asked for. Both are null where nothing is read or written. */
    private record Plan(DatabaseUrl url, TableNames tables) {
    }

    /** Where. All are null where nothing is read or written. */
    private record Where(Drivers.Driver driver, Connections connections, FurtherTables.Found found) {
    }

    /** What is open. */
    private record Open(Plan plan, Where where, RoomStore store, FurtherStores further,
            Map<Class<?>, Object> services) {

        Connections connections() {
            return where.connections();
        }
    }

    private final Path data;
    private final Drivers drivers;
    private final EntityManagerFactoryBuilder builder;
    private final StoreFigures figures;
    private final Publication publication;
    private final Timers timers;
    private final Owner owner;

    private volatile Open open;
    /** What is being closed; its database may hang. */
    private volatile Open leaving;
    /** Whether a database is, or may be, open. */
    private volatile boolean holds;
    /** Whether nobody waits any more for the end. */
    private volatile boolean late;
    /** Whether the end is near, so that nothing is written late. */
    private volatile boolean draining;

    /**
     * @param data        what a relative directory of the embedded Derby is below
     * @param publication where the store is registered
     */
    StoreKeeper(Path data, Drivers drivers, EntityManagerFactoryBuilder builder, StoreFigures figures,
            Publication publication, Timers timers, Owner owner) {
        this.data = data;
        this.drivers = drivers;
        this.builder = builder;
        this.figures = figures;
        this.publication = publication;
        this.timers = timers;
        this.owner = owner;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Whether this store is the one that is open. */
    boolean isOpen(RoomStore store) {
        return open != null && open.store() == store;
    }

    /** Whether there is something to close. Any thread may ask. */
    boolean holdsDatabase() {
        return holds;
    }

    /**
     * Opens what the settings ask for, and closes what was open before; does neither where that is the same.
     *
     * @throws StoreException        in one sentence, if it cannot be opened; what was open before is open again then
     * @throws Drivers.MissingDriver likewise, if its driver is not there; what was open before is open still
     */
    void follow(Settings settings) throws StoreException, Drivers.MissingDriver {
        if (hasLostItsDriver()) {
            log.warn("The JDBC driver has gone: rooms are not kept until one for {} is there", open.plan().url());
            close();
        }
        Plan plan = plan(settings);
        try {
            if (open == null || !open.plan().equals(plan)) {
                replace(plan);
            }
        } catch (RuntimeException | LinkageError e) {
            throw new StoreException("the database cannot be opened: " + Failures.sentence(e), e);
        }
        if (open.store() instanceof JpaRoomStore durable) {
            durable.late(settings.get(StoreSettings.DB_MODE) == StoreSettings.WRITE_BEHIND && !draining
                    ? settings.get(StoreSettings.FLUSH_INTERVAL) : 0);
        }
    }

    /** Whether the driver of what is open has gone, or is about to. */
    boolean hasLostItsDriver() {
        Open now = open;
        return now != null && now.where().driver() != null && !drivers.isUsable(now.where().driver());
    }

    private Plan plan(Settings settings) {
        if (settings.get(StoreSettings.DB_MODE) == StoreSettings.MEMORY_ONLY) {
            return new Plan(null, null);
        }
        return new Plan(settings.get(StoreSettings.DB_URL).under(data), StoreSettings.tables(settings));
    }

    /** JPA has one factory at a time, so the old one closes first; what can be tried before is tried before. */
    private void replace(Plan next) throws StoreException, Drivers.MissingDriver {
        Drivers.Driver driver = next.url() == null ? null : drivers.taking(next.url());
        if (!owner.isActive()) {
            // We were told to close while we waited for the framework.
            throw new StoreException("the store is closed");
        }
        Connections candidate = driver == null ? null
                : new Connections(next.url(), driver.factory(), () -> drivers.isUsable(driver));
        Open before = open;
        try {
            if (candidate != null) {
                holds |= next.url().embeddedDirectory().isPresent();
                candidate.prepare(next.tables());
            }
            Where where = new Where(driver, candidate,
                    candidate == null ? null : FurtherTables.prepare(candidate, next.tables()));
            withdraw(before);
            try {
                open(next, where);
            } catch (StoreException | RuntimeException | LinkageError e) {
                if (before != null) {
                    open(before.plan(), before.where());
                }
                throw e;
            }
        } catch (StoreException | RuntimeException | LinkageError e) {
            if (driver != null && !drivers.isUsable(driver)) {
                throw new Drivers.MissingDriver(next.url(), Optional.of("its bundle stops"));
            }
            throw e;
        } finally {
            holds = open != null;
        }
        if (before != null && before.connections() != null
                && (candidate == null || !candidate.isSameDatabaseAs(before.connections()))) {
            before.connections().shutDown();
        }
    }

    private void open(Plan plan, Where where) throws StoreException {
        holds = true;
        Connections to = where.connections();
        RoomStore store = to == null ? new MemoryOnly() : durable(plan, to);
        FurtherStores further = to == null ? FurtherStores.none()
                : FurtherStores.on(to, plan.tables(), where.found(), timers);
        Map<Class<?>, Object> services = new LinkedHashMap<>(further.services());
        services.put(RoomStore.class, store);
        open = new Open(plan, where, store, further, services);
        figures.open(to != null);
        log.info("Rooms are kept in {}", to == null ? "memory only (db_mode 0)" : plan.url());
    }

    private JpaRoomStore durable(Plan plan, Connections to) throws StoreException {
        JpaRoomStore[] store = new JpaRoomStore[1];
        store[0] = new JpaRoomStore(new Database(to, plan.tables(), builder), figures, () -> owner.doubt(store[0]),
                timers);
        return store[0];
    }

    /** Publishes what is open, if it is not published yet. */
    void publish() {
        if (open != null) {
            publication.publish(open.services());
        }
    }

    /**
     * Withdraws and closes the store; an embedded Derby database may be opened by others afterwards, unless nobody
     * waited for that.
     */
    void close() {
        Open left = open;
        try {
            withdraw(left);
        } finally {
            // Late, whoever comes after us has begun, perhaps with the same engine, and would lose the database again.
            if (left != null && left.connections() != null && !late) {
                left.connections().shutDown();
            }
            holds = false;
        }
    }

    /** Whatever fails here, of a driver or a JPA that is going away, nothing of it is open afterwards. */
    private void withdraw(Open left) {
        leaving = left;
        open = null;
        figures.open(false);
        try {
            publication.withdraw();
        } catch (RuntimeException e) {
            log.warn("Whoever used the store has failed when it went", e);
        }
        if (left == null) {
            return;
        }
        left.further().end();
        try (FurtherStores further = left.further()) {
            if (left.store() instanceof JpaRoomStore durable) {
                durable.close();
            }
        } catch (RuntimeException | LinkageError e) {
            log.warn("The database was not closed as it should be: {}", Failures.sentence(e), e);
        } finally {
            leaving = null;
        }
    }

    /** Has everything written at once that was answered before. Any thread may call it. */
    @Override
    public void drain() {
        draining = true;
        Open now = open;
        if (now != null && now.store() instanceof JpaRoomStore durable) {
            durable.late(0);
        }
    }

    @Override
    public Map<String, Long> inFlight() {
        Open now = open;
        return now != null && now.store() instanceof JpaRoomStore durable
                ? Map.of("changes", (long) durable.unwritten(), "records", (long) now.further().unfinished())
                : Map.of();
    }

    /**
     * Completes every stage and lets nothing more be written, also of what is being closed, without waiting. Any thread
     * may call it.
     */
    void abandon() {
        late = true;
        Open now = open;
        if (now == null) {
            now = leaving;
        }
        if (now == null) {
            return;
        }
        now.further().abandon();
        if (now.store() instanceof JpaRoomStore durable) {
            durable.abandon();
        }
    }
}
