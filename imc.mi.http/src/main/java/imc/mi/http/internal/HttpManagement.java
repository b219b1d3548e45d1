package imc.mi.http.internal;

import imc.api.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where the configuration says, and says where or why not. All of that happens on one thread of its own,
 * because Jetty takes its time.
 */
@Component(service = {}, immediate = true, configurationPid = HttpSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = HttpConfiguration.class)
public final class HttpManagement {

    private static final Logger LOG = LoggerFactory.getLogger(HttpManagement.class);
    private static final long END_SECONDS = 5;
    private static final long AGAIN_SECONDS = 5;
    private static final String TOKEN_FILE = "http.token";

    private final BundleContext context;
    private final Access access;
    private final HttpStatus status;
    /** What is asked of it after its end is discarded: Declarative Services takes its services away only then. */
    private final ScheduledExecutorService worker = new ScheduledThreadPoolExecutor(1,
            task -> new Thread(task, "imc-mi-http"), new ThreadPoolExecutor.DiscardPolicy());
    private volatile Settings settings = HttpSettings.initial();
    private volatile @Nullable ManagedServiceFactory factory;
    /** What runs; the worker's alone, as the next two. */
    private @Nullable JettyInstance running;
    private Optional<Endpoint> listening = Optional.empty();
    private String saidLast = "";

    /** Starts with a configuration; what is wrong in it is logged, and the initial value taken. */
    @Activate
    public HttpManagement(BundleContext context, @Reference Access access, Map<String, Object> configuration) {
        this.context = context;
        this.access = access;
        this.status = new HttpStatus(context);
        configure(configuration);
    }

    /** Takes a changed configuration; what is wrong in it is logged, and the value before it stays in force. */
    @Modified
    void configure(Map<String, Object> configuration) {
        settings = HttpSettings.after(settings, configuration, LOG::error);
        worker.execute(this::apply);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            target = "(service.pid=org.apache.felix.http)")
    void setFactory(ManagedServiceFactory one) {
        factory = one;
        worker.execute(this::apply);
    }

    /** It has stopped whatever it ran. */
    void unsetFactory(ManagedServiceFactory one) {
        if (one.equals(factory)) {
            factory = null;
            worker.execute(this::apply);
        }
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        access.close();
        worker.execute(() -> {
            stop();
            worker.shutdownNow();
        });
        worker.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        status.saysNothing();
    }

    private void apply() {
        Settings now = settings;
        ManagedServiceFactory one = factory;
        Optional<Endpoint> wanted = now.get(HttpSettings.LISTEN);
        try {
            if (wanted.isEmpty()) {
                stop();
                status.saysNothing();
            } else if (HttpSettings.isOpen(now)) {
                stop();
                fails(wanted.get(), "neither token nor password is set, and others than this machine's users could"
                        + " manage the server");
            } else if (one == null) {
                stop();
                status.warns(notListening(wanted.get()) + "the bundle org.apache.felix.http.jetty12 does not run");
            } else {
                access.open(credentials(now), now.get(HttpSettings.HOSTS));
                listen(one, wanted.get());
            }
        } catch (IOException e) {
            stop();
            wanted.ifPresent(endpoint -> fails(endpoint, String.valueOf(e.getMessage())));
            worker.schedule(this::apply, AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            LOG.error("Management by HTTP failed", e);
            wanted.ifPresent(endpoint -> status.warns(notListening(endpoint) + e));
        }
    }

    private static String notListening(Endpoint endpoint) {
        return HttpSettings.PID + ": not listening at " + endpoint + ": ";
    }

    /** What is tried again and again is said once. */
    private void fails(Endpoint endpoint, String why) {
        String text = notListening(endpoint) + why;
        if (!text.equals(saidLast)) {
            LOG.error(text);
            saidLast = text;
        }
        status.warns(text);
    }

    private void listen(ManagedServiceFactory one, Endpoint wanted) throws IOException {
        JettyInstance before = running;
        if (before != null && before.isOf(one) && listening.filter(wanted::equals).isPresent()) {
            return; // only who is let in has changed
        }
        stop();
        JettyInstance next = new JettyInstance(context, one);
        Endpoint actual = next.start(wanted);
        running = next;
        listening = Optional.of(wanted);
        saidLast = "";
        LOG.info("Management by HTTP listens at {}", actual);
        status.says("management at " + actual + "/RPC");
    }

    private void stop() {
        JettyInstance before = running;
        if (before != null) {
            running = null;
            listening = Optional.empty();
            before.stop();
            LOG.info("Management by HTTP has ended");
        }
    }

    /** Where nothing is configured there is a token of the machine's own; {@link HttpSettings#isOpen} was asked. */
    private Credentials credentials(Settings now) throws IOException {
        String token = now.get(HttpSettings.TOKEN);
        String password = now.get(HttpSettings.PASSWORD);
        if (token.isEmpty() && password.isEmpty()) {
            token = tokenFile().token();
        }
        return new Credentials(token, now.get(HttpSettings.USER), password);
    }

    private TokenFile tokenFile() {
        String data = context.getProperty("imc.data");
        return new TokenFile(data == null ? context.getDataFile(TOKEN_FILE).toPath() : Path.of(data, TOKEN_FILE));
    }
}
