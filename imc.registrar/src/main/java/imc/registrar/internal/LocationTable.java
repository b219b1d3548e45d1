package imc.registrar.internal;

import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * All bindings, in memory. Readers never wait; an expired binding is never shown, and a sweep takes away what nobody
 * asks for. Changes are made one after the other, each in a moment; {@link Durability} sees to it that they are kept.
 * <p>
 * Time is {@link System#nanoTime()}: whoever sets the clock of the system neither ends a binding nor lengthens it.
 * <p>
 * A service of its own class, for the components of this bundle alone: no other bundle can see that class.
 */
@Component(service = LocationTable.class, immediate = true)
public final class LocationTable {

    static final int SWEEP_SECONDS = 30;
    /** Nobody sweeps: then a change does, so that what has expired does not keep others out. */
    private static final long UNSWEPT_NANOS = TimeUnit.SECONDS.toNanos(3 * SWEEP_SECONDS);

    private static final int REMEMBERED_FLOWS = 1024;
    private static final Occupancy.Bounds NO_BOUNDS =
            new Occupancy.Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Map<SipAddress, List<Binding>> users = new ConcurrentHashMap<>();
    private final Occupancy occupancy = new Occupancy();
    /** That ended last: one may end while the request that came over it is being carried out. Guarded by this. */
    private final Set<Long> ended = Collections.newSetFromMap(new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED_FLOWS;
        }
    });
    private final Ruids ruids;
    private final LongSupplier nanoTime;
    private volatile Watcher watcher = (user, before, after) -> List.of();
    /** Guarded by this. */
    private long swept;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "imc.registrar");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public LocationTable(BundleContext context) {
        this(System::nanoTime, new Ruids(context.getProperty(Constants.FRAMEWORK_UUID)));
    }

    LocationTable(LongSupplier nanoTime, Ruids ruids) {
        this.nanoTime = nanoTime;
        this.ruids = ruids;
        this.swept = nanoTime.getAsLong();
    }

    /** Ends what is to be done by and by. */
    @Deactivate
    void stop() {
        worker.shutdownNow();
    }

    /** What a request does to the bindings of its user. */
    @FunctionalInterface
    interface Change {
        /** The bindings after it. Must neither wait nor call anybody: others wait for its end. */
        List<Binding> appliedTo(List<Binding> current) throws Refused;
    }

    /**
     * Changes a user's bindings as a whole or not at all.
     *
     * @param source   in whose name new bindings are counted; empty for nobody's
     * @param maxUsers how many users there may be
     * @param bounds   how much memory they may take
     * @return the bindings after the change, and the ruids of those that a store must have before it is acknowledged
     * @throws Refused by the change, or because there would be more than is allowed
     */
    synchronized Changed change(SipAddress user, long now, String source, int maxUsers, Occupancy.Bounds bounds,
            Change change) throws Refused {
        if (now - swept > UNSWEPT_NANOS) {
            sweep();
        }
        List<Binding> before = users.getOrDefault(user, List.of());
        List<Binding> alive = alive(before, now);
        List<Binding> after = change.appliedTo(alive);
        if (before.isEmpty() && !after.isEmpty() && users.size() >= maxUsers) {
            throw Refused.full("%d users are registered, which is all that are allowed".formatted(maxUsers),
                    SWEEP_SECONDS);
        }
        occupancy.check(user, before, alive, after, source, bounds);
        List<Binding> connected = withoutEnded(after);
        return new Changed(connected, replace(user, before, connected));
    }

    /** Takes away those of a user's bindings that are meant. */
    Changed remove(SipAddress user, Predicate<Binding> which) {
        try {
            return change(user, now(), "", Integer.MAX_VALUE, NO_BOUNDS,
                    current -> current.stream().filter(which.negate()).toList());
        } catch (Refused e) {
            throw new IllegalStateException(e); // what becomes less breaks no bound
        }
    }

    /** What has become of a user's bindings. */
    record Changed(List<Binding> bindings, List<String> urgent) {
    }

    /** Is told of each change, one after the other, before the next one is made. */
    @FunctionalInterface
    interface Watcher {
        /**
         * A user's bindings have become others. Must neither wait nor call anybody.
         *
         * @return the ruids of those that a store must have before the change is acknowledged
         */
        List<String> changed(SipAddress user, List<Binding> before, List<Binding> after);
    }

    void watch(Watcher by) {
        watcher = by;
    }

    /** Of connections that ended while a request was on its way. */
    private List<Binding> withoutEnded(List<Binding> bindings) {
        return bindings.stream().noneMatch(binding -> ended.contains(binding.flowId())) ? bindings
                : bindings.stream().flatMap(binding -> (ended.contains(binding.flowId())
                        ? binding.withoutFlow(ruids.nextAfter(binding.ruid())) : Optional.of(binding)).stream())
                        .toList();
    }

    /** Whether it is asked now who registers. No change is under way meanwhile. */
    synchronized void asked(boolean whether) {
        ruids.asked(whether);
    }

    /** A connection has ended; what leads over nothing else goes with it. */
    synchronized void ended(long flowId) {
        if (flowId != 0) {
            ended.add(flowId);
            for (SipAddress user : occupancy.users(flowId)) {
                List<Binding> bindings = users.getOrDefault(user, List.of());
                replace(user, bindings, withoutEnded(bindings));
            }
        }
    }

    private synchronized List<String> replace(SipAddress user, List<Binding> before, List<Binding> after) {
        put(user, before, after);
        return watcher.changed(user, before, after);
    }

    private void put(SipAddress user, List<Binding> before, List<Binding> after) {
        occupancy.replaced(user, before, after);
        if (after.isEmpty()) {
            users.remove(user);
        } else {
            users.put(user, after);
        }
    }

    /**
     * Takes in a binding that was kept, which nobody need be told of.
     *
     * @return false where the user has registered the same contact, or the same device, since it was kept, and where
     *     it does not count any more
     */
    synchronized boolean takeIn(SipAddress user, Binding kept) {
        List<Binding> before = users.getOrDefault(user, List.of());
        ContactValue contact = kept.contact();
        if (!ruids.counts(kept.ruid()) || before.stream()
                .anyMatch(there -> there.ruid().equals(kept.ruid()) || contact.isSame(there.contact()))) {
            return false;
        }
        put(user, before, Stream.concat(before.stream(), Stream.of(kept)).sorted(Registration.PREFERRED_FIRST)
                .toList());
        return true;
    }

    /** As a user has it now, expired or not; null where he has none of that name. */
    Binding binding(SipAddress user, String ruid) {
        return named(ruid, users.getOrDefault(user, List.of()));
    }

    /** The binding of that name; null where there is none. */
    static Binding named(String ruid, List<Binding> bindings) {
        for (Binding binding : bindings) {
            if (binding.ruid().equals(ruid)) {
                return binding;
            }
        }
        return null;
    }

    private static List<Binding> alive(List<Binding> bindings, long now) {
        for (Binding binding : bindings) {
            if (!binding.isAlive(now)) {
                return bindings.stream().filter(each -> each.isAlive(now)).toList();
            }
        }
        return bindings;
    }

    /** A user's bindings, the preferred one first. */
    List<Binding> bindings(SipAddress user, long now) {
        return alive(users.getOrDefault(user, List.of()), now);
    }

    /** Everybody's bindings; nobody has none. */
    Map<SipAddress, List<Binding>> all(long now) {
        return users.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), alive(entry.getValue(), now)))
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many users are registered, and how many bindings they have; without a copy of them all. */
    long[] count(long now) {
        long[] counts = new long[2];
        for (List<Binding> bindings : users.values()) {
            int alive = alive(bindings, now).size();
            counts[0] += alive == 0 ? 0 : 1;
            counts[1] += alive;
        }
        return counts;
    }

    /** What all bindings take up, expired ones too until they are swept out. */
    synchronized long bytes() {
        return occupancy.bytes();
    }

    void forEach(BiConsumer<SipAddress, Binding> each) {
        users.forEach((user, bindings) -> bindings.forEach(binding -> each.accept(user, binding)));
    }

    /** The thread of this bundle's that does what is to be done by and by. */
    ScheduledExecutorService worker() {
        return worker;
    }

    Ruids ruids() {
        return ruids;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Takes away what has expired. Called every {@value #SWEEP_SECONDS} seconds, or else by a change. */
    void sweep() {
        long now = now();
        synchronized (this) {
            swept = now;
        }
        for (SipAddress user : new ArrayList<>(users.keySet())) {
            sweep(user, now);
        }
    }

    private synchronized void sweep(SipAddress user, long now) {
        List<Binding> bindings = users.getOrDefault(user, List.of());
        List<Binding> alive = alive(bindings, now);
        if (alive.size() < bindings.size()) {
            replace(user, bindings, alive);
        }
    }

    /** How many users take up memory, expired or not. */
    int size() {
        return users.size();
    }
}
