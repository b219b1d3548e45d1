package imc.auth.internal;

import imc.api.config.Settings;
import imc.api.health.HealthSource;
import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the server as the configuration says. Each configuration is a guard of its own: what one says never changes.
 */
@Component(configurationPid = AuthSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        service = {StatisticSource.class, HealthSource.class})
@Designate(ocd = AuthConfiguration.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipGuard\"")
public final class Auth implements StatisticSource, HealthSource {

    private static final Logger LOG = LoggerFactory.getLogger(Auth.class);
    private static final int THREADS = 2;
    private static final int IDLE_SECONDS = 10;
    static final String REFUSAL = "nobody is asked for a password (auth = none in imc.auth). Set auth = digest"
            + " and add users with 'bin/imc user add sip:alice@example.com'; or auth = trusted with trusted_peers; or"
            + " auth = none, open for a server that anybody may use in any name";

    private final BundleContext context;
    private final Users users;
    private final Figures figures = new Figures();
    private final ThreadPoolExecutor executor;
    private final Digest digest;
    private Settings settings;
    /** What is wrong since a configuration came that does not say who may send, where one had; empty for nothing. */
    private Optional<String> lost = Optional.empty();
    private @Nullable ServiceRegistration<SipGuard> registration;

    /** Starts with a configuration; what is wrong in it is logged, and the initial value taken. */
    @Activate
    public Auth(BundleContext context, Map<String, Object> configuration, @Reference Users users) {
        this.context = context;
        this.users = users;
        settings = AuthSettings.initial().with(configuration, LOG::error);
        // At the end, what the store has still found goes on in the store's own thread.
        executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Auth::thread, (task, pool) -> task.run());
        executor.allowCoreThreadTimeOut(true);
        digest = new Digest(users, figures, executor, System::nanoTime);
        guard();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "imc-auth");
        thread.setDaemon(true);
        return thread;
    }

    /** What the server is guarded by with some settings. */
    private record Guard(Optional<String> refusal, Optional<SipFilter> filter) implements SipGuard {
    }

    /** The new guard is there before the old one goes, so that no request has to wait. */
    private void guard() {
        Access access = settings.get(AuthSettings.AUTH);
        users.realms(settings.get(AuthSettings.REALMS));
        ServiceRegistration<SipGuard> old = registration;
        registration = context.registerService(SipGuard.class,
                new Guard(access == Access.NONE ? Optional.of(REFUSAL) : Optional.empty(),
                        access.asks() ? Optional.of(new Gate(settings, digest, figures)) : Optional.empty()), null);
        if (old != null) {
            old.unregister();
        }
        LOG.info("Who may send requests: auth = {}", access);
        AuthSettings.shutsOutAll(settings).ifPresent(LOG::warn);
    }

    /** Takes over an edited configuration. */
    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        Settings next = settings.with(configuration, LOG::error);
        Access before = settings.get(AuthSettings.AUTH);
        Access access = next.get(AuthSettings.AUTH);
        boolean isSaid = configuration.containsKey(AuthSettings.AUTH.key());
        if (!next.equals(settings)) {
            settings = next;
            guard();
        }
        if (before.asks() && !access.asks()) {
            String what = AuthSettings.opened(before, access, isSaid);
            LOG.warn(what);
            lost = isSaid ? Optional.empty() : Optional.of(what);
        } else if (isSaid) {
            lost = Optional.empty();
        }
    }

    @Deactivate
    synchronized void deactivate() {
        ServiceRegistration<SipGuard> last = registration;
        if (last != null) {
            last.unregister();
        }
        executor.shutdown();
    }

    @Override
    public synchronized List<String> missing() {
        Optional<String> shutsOutAll = AuthSettings.shutsOutAll(settings);
        if (shutsOutAll.isPresent()) {
            return List.of(shutsOutAll.get());
        }
        if (lost.isPresent()) {
            return List.of(lost.get());
        }
        if (settings.get(AuthSettings.AUTH) != Access.DIGEST || users.hasStore() && !users.isFailing()) {
            return List.of();
        }
        return List.of((users.hasStore() ? "the store of users fails, or does not answer" : "no store keeps users")
                + ", so that nobody can log in (auth = digest in imc.auth)");
    }

    @Override
    public String group() {
        return "auth";
    }

    @Override
    public List<Statistic> statistics() {
        return figures.statistics(digest.nonces());
    }
}
