package imc.mi.fifo.internal;

import imc.api.mi.MiDispatcher;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes management commands by a named pipe, if one is configured. */
@Component(service = {}, immediate = true, configurationPid = FifoSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FifoConfiguration.class)
public final class FifoTransport {

    private static final Logger LOG = LoggerFactory.getLogger(FifoTransport.class);

    private final Commands commands = new Commands();
    private final Told told;
    private final Outcomes outcomes;
    private final Bounds bounds;
    private FifoSettings settings = FifoSettings.initial();
    private @Nullable FifoServer server;
    private CountDownLatch before = new CountDownLatch(0);

    /** Returns at once; what is wrong in the configuration is logged, and the initial value taken. */
    @Activate
    public FifoTransport(@Reference Outcomes outcomes, BundleContext context, Map<String, Object> configuration) {
        this(outcomes, new FifoStatus(context), Bounds.usual());
        modified(configuration);
    }

    FifoTransport(Outcomes outcomes, Told told, Bounds bounds) {
        this.outcomes = outcomes;
        this.told = told;
        this.bounds = bounds;
    }

    /** Takes a changed configuration; what is wrong in it is logged, and the value before it stays in force. */
    @Modified
    synchronized void modified(Map<String, ?> configuration) {
        FifoSettings next = settings.with(configuration, LOG::error);
        if (server != null && next.equals(settings)) {
            return;
        }
        settings = next;
        stop();
        if (settings.isOn()) {
            server = new FifoServer(settings, new Requests(commands, settings, outcomes, bounds, System::nanoTime),
                    told, bounds, before);
            server.start();
        }
    }

    /** Returns at once; the pipe is taken away. */
    @Deactivate
    synchronized void stop() {
        if (server != null) {
            server.stop();
            before = server.ended();
            server = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDispatcher(MiDispatcher service) {
        commands.bind(service);
    }

    void unbindDispatcher(MiDispatcher service) {
        commands.unbind(service);
    }
}
