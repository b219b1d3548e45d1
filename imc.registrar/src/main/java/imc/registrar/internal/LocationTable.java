package imc.registrar.internal;

import imc.api.SipAddress;
import java.io.File;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All bindings, in memory. While the component is down they wait in a file, so that an update of the bundle does not
 * cut users off until they register again. Readers never wait; an expired binding is never shown, and a sweep takes
 * away what nobody asks for.
 * <p>
 * A service of its own class, for the components of this bundle alone: no other bundle can see that class.
 */
@Component(service = LocationTable.class, immediate = true)
public final class LocationTable {

    static final int SWEEP_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(LocationTable.class);

    private final Map<SipAddress, List<Binding>> users = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Optional<BindingFile> file;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "imc.registrar sweep");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts with the bindings that were there when the bundle was stopped. */
    @Activate
    public LocationTable(BundleContext context) {
        this(InstantSource.system(), Optional.ofNullable(context.getDataFile("bindings")).map(File::toPath)
                .map(path -> new BindingFile(path, context.getProperty(Constants.FRAMEWORK_UUID))));
    }

    LocationTable(InstantSource clock, Optional<BindingFile> file) {
        this.clock = clock;
        this.file = file;
        file.ifPresent(kept -> users.putAll(kept.take(now())));
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the sweep and writes the bindings down. */
    @Deactivate
    void stop() throws InterruptedException {
        sweeper.shutdownNow();
        sweeper.awaitTermination(5, TimeUnit.SECONDS);
        file.ifPresent(kept -> kept.keep(all(now())));
    }

    /** What a request does to the bindings of its user. */
    @FunctionalInterface
    interface Change {
        /** The bindings after it; called again if another request of the same user came between. */
        List<Binding> appliedTo(List<Binding> current) throws Refused;
    }

    /**
     * Changes a user's bindings as a whole or not at all.
     *
     * @return the bindings after the change
     * @throws Refused by the change, or because there are {@code maxUsers} users already and this would be one more
     */
    List<Binding> change(SipAddress user, Instant now, int maxUsers, Change change) throws Refused {
        while (true) {
            List<Binding> before = users.get(user);
            List<Binding> after = change.appliedTo(alive(before, now));
            if (before == null && !after.isEmpty() && users.size() >= maxUsers) {
                throw Refused.full("%d users are registered, which is all that are allowed".formatted(maxUsers),
                        SWEEP_SECONDS);
            }
            if (replaced(user, before, after)) {
                return after;
            }
        }
    }

    private boolean replaced(SipAddress user, List<Binding> before, List<Binding> after) {
        if (before == null) {
            return after.isEmpty() || users.putIfAbsent(user, after) == null;
        }
        return after.isEmpty() ? users.remove(user, before) : users.replace(user, before, after);
    }

    private static List<Binding> alive(List<Binding> bindings, Instant now) {
        if (bindings == null) {
            return List.of();
        }
        for (Binding binding : bindings) {
            if (!binding.isAlive(now)) {
                return bindings.stream().filter(each -> each.isAlive(now)).toList();
            }
        }
        return bindings;
    }

    /** A user's bindings, the preferred one first. */
    List<Binding> bindings(SipAddress user, Instant now) {
        return alive(users.get(user), now);
    }

    /** Everybody's bindings; nobody has none. */
    Map<SipAddress, List<Binding>> all(Instant now) {
        return users.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), alive(entry.getValue(), now)))
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Instant now() {
        return clock.instant();
    }

    /** Takes away what has expired. */
    void sweep() {
        try {
            Instant now = now();
            for (SipAddress user : users.keySet()) {
                users.computeIfPresent(user, (same, bindings) -> {
                    List<Binding> alive = alive(bindings, now);
                    return alive.isEmpty() ? null : alive.size() == bindings.size() ? bindings : alive;
                });
            }
        } catch (RuntimeException | Error e) {
            // Whatever it was, the next sweep must come: an exception would end the schedule.
            LOG.error("expired bindings could not be swept out", e);
        }
    }

    /** How many users take up memory, expired or not. */
    int size() {
        return users.size();
    }
}
