package imc.store.jpa.internal;

import imc.api.config.Settings;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps that database open which the settings ask for, and its store published. To be called by one thread at a time.
 */
final class StoreKeeper {

    private static final Logger log = LoggerFactory.getLogger(StoreKeeper.class);

    /** What is open, or could be. The factory is null where nothing is read or written. */
    private record Plan(DatabaseUrl url, TableNames tables, DataSourceFactory factory) {
    }

    private final Path data;
    private final Drivers drivers;
    private final EntityManagerFactoryBuilder builder;
    private final StoreFigures figures;
    private final Function<RoomStore, Runnable> publisher;

    private Plan plan;
    private Connections connections;
    private RoomStore store;
    private Runnable withdrawal;

    /**
     * @param data      what a relative directory of the embedded Derby is below
     * @param publisher registers a store, and returns what unregisters it
     */
    StoreKeeper(Path data, Drivers drivers, EntityManagerFactoryBuilder builder, StoreFigures figures,
            Function<RoomStore, Runnable> publisher) {
        this.data = data;
        this.drivers = drivers;
        this.builder = builder;
        this.figures = figures;
        this.publisher = publisher;
    }

    boolean isOpen() {
        return store != null;
    }

    /**
     * Opens what the settings ask for, and closes what was open before; does neither where that is the same.
     *
     * @throws StoreException in one sentence, if it cannot be opened; what was open before is open again then
     */
    void follow(Settings settings) throws StoreException {
        if (plan != null && plan.factory() != null && !drivers.taking(plan.url()).equals(Optional.of(plan.factory()))) {
            log.warn("The JDBC driver has gone: rooms are not kept until one for {} is there", plan.url());
            close();
        }
        try {
            Plan next = plan(settings);
            if (!next.equals(plan)) {
                replace(next);
            }
        } catch (RuntimeException e) {
            throw new StoreException("the database cannot be opened: " + Failures.sentence(e), e);
        }
        if (store instanceof JpaRoomStore durable) {
            durable.late(settings.get(StoreSettings.DB_MODE) == StoreSettings.WRITE_BEHIND
                    ? settings.get(StoreSettings.FLUSH_INTERVAL) : 0);
        }
    }

    private Plan plan(Settings settings) throws StoreException {
        if (settings.get(StoreSettings.DB_MODE) == StoreSettings.MEMORY_ONLY) {
            return new Plan(null, null, null);
        }
        DatabaseUrl url = settings.get(StoreSettings.DB_URL).under(data);
        DataSourceFactory factory = drivers.taking(url).orElseThrow(() -> new StoreException(
                "no installed bundle has a JDBC driver (DataSourceFactory" + url.driverClass().map(name -> " of "
                        + name).orElse("") + ") for " + url));
        TableNames tables = new TableNames(settings.get(StoreSettings.ROOMS_TABLE),
                settings.get(StoreSettings.MEMBERS_TABLE));
        return new Plan(url, tables, factory);
    }

    /** JPA has one factory at a time, so the old one closes first; what can be tried before is tried before. */
    private void replace(Plan next) throws StoreException {
        Connections candidate = next.factory() == null ? null : new Connections(next.url(), next.factory());
        if (candidate != null) {
            candidate.prepare(next.tables());
        }
        Plan before = plan;
        Connections left = connections;
        withdraw();
        try {
            open(next, candidate);
        } catch (StoreException e) {
            if (before != null) {
                open(before, left);
            }
            throw e;
        }
        if (left != null && (candidate == null || !candidate.isSameDatabaseAs(left))) {
            left.shutDown();
        }
    }

    private void open(Plan next, Connections to) throws StoreException {
        store = to == null
                ? new MemoryOnly()
                : new JpaRoomStore(new Database(to, next.tables(), builder), figures);
        plan = next;
        connections = to;
        figures.open(to != null);
        log.info("Rooms are kept in {}", to == null ? "memory only (db_mode 0)" : next.url());
    }

    /** Publishes what is open, if it is not published yet. */
    void publish() {
        if (store != null && withdrawal == null) {
            withdrawal = publisher.apply(store);
        }
    }

    /** Withdraws and closes the store; an embedded Derby database may be opened by others afterwards. */
    void close() {
        Connections left = connections;
        withdraw();
        if (left != null) {
            left.shutDown();
        }
    }

    private void withdraw() {
        figures.open(false);
        if (withdrawal != null) {
            withdrawal.run();
        }
        if (store instanceof JpaRoomStore durable) {
            durable.close();
        }
        plan = null;
        connections = null;
        store = null;
        withdrawal = null;
    }
}
