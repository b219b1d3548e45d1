package imc.store.jpa.internal;

import imc.api.archive.MessageArchive;
import imc.api.auth.UserStore;
import imc.api.health.Drainable;
import imc.api.location.BindingStore;
import imc.api.offline.OfflineStore;
import imc.api.statistics.StatisticSource;
import imc.api.store.RoomStore;
import imc.store.jpa.internal.connection.Drivers;
import imc.store.jpa.internal.connection.Framework;
import imc.store.jpa.internal.connection.FrameworkWirings;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.work.Timers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
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
 * Registers a {@link RoomStore} and the stores beside it while their database is open, and a {@link StatisticSource}
 * while it is active. All by
 * itself: a service that Declarative Services registers could be fetched before the activation, and then whoever
 * fetches it would be told of our failure. Only tells its {@link Opener} what happens: the threads that call here hold
 * locks of the framework, and its lock as a whole during a refresh.
 */
@Component(name = StoreSettings.PID, configurationPid = StoreSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true, service = {})
@Designate(ocd = StoreConfiguration.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.store.RoomStore\"",
        uses = RoomStore.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.auth.UserStore\"",
        uses = UserStore.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.location.BindingStore\"",
        uses = BindingStore.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.offline.OfflineStore\"",
        uses = OfflineStore.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.archive.MessageArchive\"",
        uses = MessageArchive.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.statistics.StatisticSource\"",
        uses = StatisticSource.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.health.Drainable\"",
        uses = Drainable.class)
@Capability(namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"imc.store.jpa.internal.OpeningFault\"", uses = OpeningFault.class)
public final class StoreComponent {

    private static final Logger log = LoggerFactory.getLogger(StoreComponent.class);

    private final BundleContext context;
    private final Drivers drivers;
    private final StoreFigures figures = new StoreFigures();
    private final Opener opener;
    private final SynchronousBundleListener bundles = this::bundleChanged;
    private volatile boolean active;

    /** @param configuration the keys of PID {@value StoreSettings#PID} */
    @Activate
    public StoreComponent(ComponentContext component, BundleContext context, Map<String, Object> configuration,
            @Reference(name = "jpa", target = "(osgi.unit.name=imc)") EntityManagerFactoryBuilder builder) {
        this(context, configuration, builder, new FrameworkWirings(context), Timers.SYSTEM, new FaultReport(component));
    }

    StoreComponent(BundleContext context, Map<String, Object> configuration, EntityManagerFactoryBuilder builder,
            Framework framework, Timers timers, Consumer<String> fault) {
        this.context = context;
        this.drivers = new Drivers(framework);
        String data = context.getProperty("imc.data");
        Path directory = Path.of(data == null ? "" : data).toAbsolutePath();
        Publication publication = new Publication(context);
        this.opener = new Opener(StoreSettings.read(StoreSettings.initial(), configuration, log::error), publication,
                fault, timers, own -> new StoreKeeper(directory, drivers, builder, figures, publication, timers, own));
    }

    /** The database is opened soon after. */
    @Activate
    void activate() {
        active = true;
        context.addBundleListener(bundles);
        opener.start(figures);
    }

    /** A driver's bundle may stop while its service stays, as that of Derby does, which another one's service makes. */
    private void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.STARTED, BundleEvent.STOPPING, BundleEvent.STOPPED, BundleEvent.UPDATED,
                    BundleEvent.UNRESOLVED -> opener.look();
            default -> { }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDriver(DataSourceFactory factory, ServiceReference<DataSourceFactory> reference) {
        drivers.add(factory, reference);
        if (active) {
            opener.driverCame();
        }
    }

    void removeDriver(DataSourceFactory factory) {
        drivers.remove(factory);
        if (active) {
            opener.look();
        }
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        opener.configure(new HashMap<>(configuration));
    }

    /** See {@link Opener#close}. */
    @Deactivate
    void deactivate() {
        active = false;
        context.removeBundleListener(bundles);
        opener.close();
    }
}
