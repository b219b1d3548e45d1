package imc.store.jpa.internal.further;

import imc.api.archive.MessageArchive;
import imc.api.auth.UserStore;
import imc.api.location.BindingStore;
import imc.api.offline.OfflineStore;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.tables.TableNames;
import imc.store.jpa.internal.work.Timers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is kept beside the rooms in the same database: users, bindings, messages that wait and what
 * was said, each by a lane of its own, so that none of them waits for another, nor the rooms for any.
 */
public final class FurtherStores implements AutoCloseable {

    /** A registration is not urgent, and others come. */
    private static final long BINDINGS_LINGER_MILLIS = 10;
    private static final long CLOSE_SECONDS = 10;

    private final List<Lane> lanes = new ArrayList<>();
    private final Map<Class<?>, Object> services = new LinkedHashMap<>();

    private final Timers timers;

    private FurtherStores(Timers timers) {
        this.timers = timers;
    }

    /** What there is without a database. */
    public static FurtherStores none() {
        FurtherStores stores = new FurtherStores(Timers.SYSTEM);
        stores.services.put(BindingStore.class, new NoBindings(""));
        return stores;
    }

    /** Those whose tables were found. Waits for nothing: each connects when there is something to do. */
    public static FurtherStores on(Connections connections, TableNames tables, FurtherTables.Found found,
            Timers timers) {
        FurtherStores stores = new FurtherStores(timers);
        if (!found.subscriber().isEmpty()) {
            stores.services.put(UserStore.class,
                    new JdbcUsers(stores.lane("users", connections, 0), tables, found));
        }
        stores.services.put(BindingStore.class, found.location()
                ? new JdbcBindings(stores.lane("bindings", connections, BINDINGS_LINGER_MILLIS), tables)
                : new NoBindings("registrations are kept in memory alone: the table " + tables.location()
                        + " cannot be used, as the log says"));
        if (found.offline()) {
            stores.services.put(OfflineStore.class,
                    new JdbcOffline(stores.lane("offline", connections, 0), tables));
        }
        if (found.archive()) {
            stores.services.put(MessageArchive.class,
                    new JdbcArchive(stores.lane("archive", connections, 0),
                            stores.lane("archive reading", connections, 0), tables));
        }
        return stores;
    }

    private Lane lane(String name, Connections connections, long lingerMillis) {
        Lane lane = new Lane(name, connections, lingerMillis, timers);
        lanes.add(lane);
        return lane;
    }

    /** The stores by the types of the services that they are. */
    public Map<Class<?>, Object> services() {
        return services;
    }

    /** How much is asked for and not done. Any thread may ask. */
    public int unfinished() {
        return lanes.stream().mapToInt(Lane::unfinished).sum();
    }

    /** Completes every stage at once, and begins nothing more. Waits for nothing; any thread may call it. */
    public void abandon() {
        lanes.forEach(Lane::abandon);
    }

    /** Takes nothing more, and waits for nothing. */
    public void end() {
        lanes.forEach(Lane::end);
    }

    /** Does what waits, completes every stage, and closes the connections. Waits at most ten seconds. */
    @Override
    public void close() {
        end();
        long deadline = timers.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        lanes.forEach(lane -> lane.close(Math.max(0, deadline - timers.nanoTime())));
    }
}
