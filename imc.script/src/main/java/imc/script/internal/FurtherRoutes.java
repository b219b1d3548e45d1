package imc.script.internal;

import imc.api.script.EventRoute;
import imc.api.timer.TimerTask;
import imc.script.internal.eval.Failure;
import imc.script.internal.program.Block;
import imc.script.internal.program.Block.Kind;
import imc.script.internal.program.Program;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the script's routes for events and its timers as services, each as long as it is there: so whoever knows of
 * events need not know of scripts, and an operator sees a timer of his own among all others. For one thread at a time.
 */
final class FurtherRoutes {

    /** As long as a request's script may wait. */
    private static final int PATIENCE_SECONDS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(FurtherRoutes.class);

    private final BundleContext context;
    private final After after;
    private final Supplier<Path> file;
    private final int patience;
    private final Map<Offer, ServiceRegistration<?>> registrations = new HashMap<>();
    /** The timers whose last run goes on, by name: it may have outlived the one who waited for it. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** @param interval in seconds; 0 for that of an event */
    private record Offer(Kind kind, String name, int interval) {

        static Offer of(Block block) {
            return new Offer(block.kind(), block.name(), block.interval());
        }
    }

    /** @param file in which the script stands, for who is told what is wrong with it */
    FurtherRoutes(BundleContext context, After after, Supplier<Path> file) {
        this(context, after, file, PATIENCE_SECONDS);
    }

    /** @param patience in seconds, with a timer's route */
    FurtherRoutes(BundleContext context, After after, Supplier<Path> file, int patience) {
        this.context = context;
        this.after = after;
        this.file = file;
        this.patience = patience;
    }

    /** Offers what a script has, and nothing else any more. What stays as it is stays offered. */
    void offer(Program next) {
        List<Offer> offers = next.blocks().stream().filter(block -> block.kind() == Kind.EVENT
                || block.kind() == Kind.TIMER).map(Offer::of).toList();
        registrations.entrySet().removeIf(entry -> {
            boolean goes = !offers.contains(entry.getKey());
            if (goes) {
                withdraw(entry.getValue());
            }
            return goes;
        });
        offers.forEach(each -> registrations.computeIfAbsent(each, this::register));
    }

    /** Takes a service back, unless the framework, which stops the bundle, has done so already. */
    static void withdraw(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("A service was taken back before", e);
        }
    }

    private ServiceRegistration<?> register(Offer offer) {
        Dictionary<String, Object> properties = new Hashtable<>();
        if (offer.kind() == Kind.EVENT) {
            properties.put(EventRoute.NAME, offer.name());
            EventRoute route = facts -> after.run(Kind.EVENT, offer.name(), facts).thenAccept(failure -> failure
                    .ifPresent(why -> after.told().say(file.get() + ": event_route[" + offer.name() + "]: "
                            + why.getMessage(), why.getCause())));
            return context.registerService(EventRoute.class, route, properties);
        }
        properties.put(TimerTask.NAME, "route." + offer.name());
        properties.put(TimerTask.INTERVAL, TimeUnit.SECONDS.toMillis(offer.interval()));
        properties.put(TimerTask.HELP, "timer_route[" + offer.name() + "] of the operator's script");
        return context.registerService(TimerTask.class, () -> runTimer(offer.name()), properties);
    }

    /** Runs a timer's route, unless it still runs. */
    private CompletionStage<Optional<Failure>> begin(String name) throws TimerRouteException {
        if (!running.add(name)) {
            throw failed(name, "its last run has not ended: a function has not answered yet", null);
        }
        try {
            return after.run(Kind.TIMER, name, Map.of()).whenComplete((failure, thrown) -> running.remove(name));
        } catch (RuntimeException | Error e) {
            running.remove(name);
            throw e;
        }
    }

    /** What goes wrong is told by whoever runs timers. */
    private void runTimer(String name) throws Exception {
        try {
            Optional<Failure> failure = begin(name).toCompletableFuture()
                    .get(patience, TimeUnit.SECONDS);
            if (failure.isPresent()) {
                throw failed(name, String.valueOf(failure.get().getMessage()), failure.get().getCause());
            }
        } catch (ExecutionException e) {
            throw failed(name, String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw failed(name, "a function has not answered within " + patience + " s", null);
        }
    }

    private TimerRouteException failed(String name, String why, @Nullable Throwable cause) {
        return new TimerRouteException("timer_route[" + name + "] in " + file.get() + ": " + why, cause);
    }
}
