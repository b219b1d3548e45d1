package imc.store.jpa.internal;

import imc.api.config.Settings;
import imc.api.statistics.StatisticSource;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a {@link RoomStore} while its database is open, and a {@link StatisticSource} while it is active. Both by
 * itself: a service that Declarative Services registers could be fetched before the activation, and then whoever
 * fetches it would be told of our failure. All opening and closing is done by one thread, so that no caller of ours
 * waits for a database, except the one that activates us and the one that takes a driver away.
 */
@Component(name = StoreSettings.PID, configurationPid = StoreSettings.PID, immediate = true, service = {})
@Designate(ocd = StoreConfiguration.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.store.RoomStore\"",
        uses = RoomStore.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.statistics.StatisticSource\"",
        uses = StatisticSource.class)
public final class StoreComponent {

    private static final Logger log = LoggerFactory.getLogger(StoreComponent.class);

    private static final long PATIENCE_SECONDS = 30;
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> new Thread(task, "imc.store.jpa"));
    private final Drivers drivers = new Drivers();
    private final StoreFigures figures = new StoreFigures();
    private final StoreKeeper keeper;
    private final BundleContext context;

    private volatile boolean active;
    /** These and the keeper belong to the thread. */
    private Settings inForce;
    private long pauseSeconds = 1;
    private Future<?> retry;
    private Runnable statistics = () -> { };

    /** @param configuration the keys of PID {@value StoreSettings#PID} */
    @Activate
    public StoreComponent(BundleContext context, Map<String, Object> configuration,
            @Reference(name = "jpa", target = "(osgi.unit.name=imc)") EntityManagerFactoryBuilder builder) {
        this.context = context;
        String data = context.getProperty("imc.data");
        this.keeper = new StoreKeeper(Path.of(data == null ? "" : data).toAbsolutePath(), drivers, builder, figures,
                store -> register(RoomStore.class, store));
        this.inForce = StoreSettings.read(StoreSettings.initial(), configuration, log::error);
    }

    private <T> Runnable register(Class<T> type, T service) {
        ServiceRegistration<T> registration = context.registerService(type, service, null);
        return () -> {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                log.debug("The framework was faster", e);
            }
        };
    }

    /**
     * Opens the database.
     *
     * @throws IllegalStateException if an embedded database cannot be opened; a database elsewhere may come back by
     *                               itself, and is tried again and again
     */
    @Activate
    void activate() {
        active = true;
        try {
            run(this::openFirst);
        } catch (IllegalStateException e) {
            deactivate();
            throw e;
        }
        // Whoever is told of a store may take its time to read it.
        execute(() -> {
            statistics = register(StatisticSource.class, figures);
            publish();
        });
    }

    private Void openFirst() throws StoreException {
        try {
            keeper.follow(inForce);
        } catch (StoreException e) {
            boolean driverThere = drivers.taking(inForce.get(StoreSettings.DB_URL)).isPresent();
            if (driverThere && inForce.get(StoreSettings.DB_URL).embeddedDirectory().isPresent()) {
                throw e;
            }
            tryAgain(e);
        }
        return null;
    }

    /** A driver has come. */
    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDriver(DataSourceFactory factory, Map<String, Object> properties) {
        drivers.add(factory, properties);
        if (active) {
            execute(this::open);
        }
    }

    /** A driver goes: what it has open is closed when this returns. */
    void removeDriver(DataSourceFactory factory) {
        drivers.remove(factory);
        if (active) {
            run(() -> {
                open();
                return null;
            });
        }
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        Map<String, Object> copy = new HashMap<>(configuration);
        execute(() -> configure(copy));
    }

    private void configure(Map<String, Object> configuration) {
        Settings next = StoreSettings.read(inForce, configuration, log::error);
        try {
            keeper.follow(next);
            inForce = next;
            pauseSeconds = 1;
            publish();
        } catch (StoreException e) {
            if (keeper.isOpen()) {
                refuse(next, configuration, e);
            } else {
                inForce = next;
                tryAgain(e);
            }
        }
    }

    /** The database stays as it was; the keys that have nothing to do with it come into force. */
    private void refuse(Settings next, Map<String, Object> configuration, StoreException why) {
        log.error("{}: {} is refused: {}; {} stays in force", StoreSettings.PID, StoreSettings.database(next),
                why.getMessage(), StoreSettings.database(inForce));
        inForce = StoreSettings.withDatabaseOf(inForce, configuration);
        open();
    }

    private void open() {
        if (!active) {
            return;
        }
        try {
            keeper.follow(inForce);
            pauseSeconds = 1;
            publish();
        } catch (StoreException e) {
            tryAgain(e);
        }
    }

    private void publish() {
        if (active) {
            keeper.publish();
        }
    }

    private void tryAgain(StoreException why) {
        log.error("{}: {}; rooms are not kept until that is mended; next try in {} s", StoreSettings.PID,
                why.getMessage(), pauseSeconds);
        if (retry != null) {
            retry.cancel(false);
        }
        retry = thread.schedule(() -> execute(this::open), pauseSeconds, TimeUnit.SECONDS);
        pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
    }

    /** Runs the task on the thread, without waiting. */
    private void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                // The executor would keep it to itself.
                log.error("{}: {}", StoreSettings.PID, Failures.sentence(e), e);
            }
        });
    }

    /** Runs the task on the thread and waits for it. */
    private void run(Callable<Void> task) {
        try {
            thread.submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(StoreSettings.PID + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            log.warn("The database has not answered within {} s", PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, closes the database and ends all threads. */
    @Deactivate
    void deactivate() {
        active = false;
        if (thread.isShutdown()) {
            return;
        }
        try {
            run(() -> {
                statistics.run();
                keeper.close();
                return null;
            });
        } finally {
            thread.shutdownNow();
        }
    }
}
