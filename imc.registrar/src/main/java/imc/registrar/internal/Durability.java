package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.health.HealthSource;
import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import imc.api.service.Offers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the store has what the table has. What is new, changed or taken back is there before it is
 * acknowledged. A refresh waits for nothing as long as it lengthens a binding by no more than the store allows for
 * ({@link Binding#keptUntil()}): it is written once a second; if the process ends before, the binding is there, too.
 * <p>
 * What is written is what the table has at that moment. Without a store, or with one that fails or does not answer, the
 * table goes on by itself; the next store gets all of it.
 */
@Component(service = {Durability.class, HealthSource.class}, immediate = true)
public final class Durability implements LocationTable.Watcher, HealthSource {

    /** Registrations wait no longer than that for the bindings of an earlier launch, and are then taken without. */
    static final int PATIENCE_SECONDS = 20;
    /** Nobody is said to be away for so long: rooms wait for a database that starts, too. */
    private static final int LONG_PATIENCE_SECONDS = 120;
    private static final int BATCH = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final LocationTable table;
    private final StoredForm form;
    private final Executor worker;
    private final boolean isExpected;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> known = new CompletableFuture<>();
    private final Map<String, Unwritten> unwritten = new ConcurrentHashMap<>();
    private final AtomicReference<BindingStore> store = new AtomicReference<>();
    /** Whether the store that serves has been read, so that it has all but what is known to be unwritten. */
    private volatile boolean isSettled;
    private volatile boolean isLoading;
    /** Whether a store has been read since the table was made: from then on the table knows better than any store. */
    private volatile boolean hasLoaded;
    /** Of a negative ranking, as one in memory: it comes first because it is quick, and knows of no earlier launch. */
    private volatile boolean isStandIn;
    private final Answers answers = new Answers();

    /** Waits for a store if a bundle is installed that offers one. */
    @Activate
    public Durability(@Reference LocationTable table, ComponentContext context) {
        this(table, InstantSource.system(), new Offers(context.getBundleContext(), BindingStore.class).isThere(),
                table.worker());
        if (!isExpected) {
            LOG.info("No bundle is installed that keeps registrations: they are in memory alone");
        }
        known.thenRun(() -> context.enableComponent(UserLocation.class.getName()));
        table.worker().schedule(() -> known.complete(null), LONG_PATIENCE_SECONDS, TimeUnit.SECONDS);
        table.worker().schedule(this::goWithout, PATIENCE_SECONDS, TimeUnit.SECONDS);
        table.worker().scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * @param isExpected whether there will be a store
     * @param worker     goes on with what a store has read
     */
    Durability(LocationTable table, InstantSource clock, boolean isExpected, Executor worker) {
        this.table = table;
        this.form = new StoredForm(table, clock);
        this.isExpected = isExpected;
        this.worker = worker;
        table.watch(this);
        if (!isExpected) {
            ready.complete(null);
            known.complete(null);
        }
    }

    /** Hands over what has not been written. */
    @Deactivate
    void stop() {
        flush();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(BindingStore arrived, Map<String, ?> properties) {
        isSettled = false;
        answers.anew();
        unwritten.clear();
        store.set(arrived);
        isStandIn = properties.get("service.ranking") instanceof Integer rank && rank < 0;
        load(arrived);
    }

    void unbindStore(BindingStore leaving) {
        if (store.compareAndSet(leaving, null)) {
            LOG.info("The store that keeps registrations has gone: they are in memory alone until one comes");
            unwritten.clear();
        }
    }

    /** Has no stage that fails; complete when it is known who was registered before, or there is nobody to ask. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Complete when it can be said where users are. */
    CompletableFuture<Void> known() {
        return known;
    }

    /** No store has come. */
    void goWithout() {
        if (ready.complete(null) && store.get() == null) {
            LOG.warn("No store has come that keeps registrations: they are in memory alone until one comes");
        }
    }

    private void load(BindingStore from) {
        isLoading = true;
        Reading reading = new Reading(table, form, !hasLoaded);
        try {
            from.load(reading::add).whenCompleteAsync((none, failure) -> loaded(from, reading, failure), worker);
        } catch (Throwable e) { // as if it had failed later
            loaded(from, reading, e);
        }
    }

    private void loaded(BindingStore from, Reading reading, Throwable failure) {
        boolean wasStandIn = isStandIn;
        if (store.get() != from) {
            return;
        }
        isLoading = false;
        if (failure != null) {
            answers.failed("read", failure);
            return;
        }
        reading.superfluous().forEach((ruid, user) -> unwritten.putIfAbsent(ruid, new Unwritten(user, null)));
        table.forEach((user, binding) -> {
            if (!reading.has(binding)) {
                unwritten.putIfAbsent(binding.ruid(), new Unwritten(user, null));
            }
        });
        LOG.info("{} contacts were kept, of which {} are of use; {} are to be written", reading.count(),
                reading.taken(), unwritten.size());
        answers.works();
        hasLoaded |= !wasStandIn;
        isSettled = true;
        known.complete(null);
        ready.complete(null);
        flush();
    }

    @Override
    public List<String> changed(SipAddress user, List<Binding> before, List<Binding> after) {
        if (store.get() == null) {
            return List.of();
        }
        List<String> urgent = new ArrayList<>(1);
        for (Binding binding : after) {
            Binding old = LocationTable.named(binding.ruid(), before);
            if (old != binding) {
                Unwritten mark = marked(user, binding.ruid(), old);
                mark.mayBe(binding); // somebody may just be writing it
                if (!mark.covers(binding)) {
                    urgent.add(binding.ruid());
                }
            }
        }
        for (Binding binding : before) {
            if (LocationTable.named(binding.ruid(), after) == null) {
                marked(user, binding.ruid(), binding);
                if (binding.isAlive(table.now())) {
                    urgent.add(binding.ruid());
                }
            }
        }
        return urgent;
    }

    private Unwritten marked(SipAddress user, String ruid, Binding old) {
        return unwritten.compute(ruid, (key, there) -> there != null ? there.again()
                : new Unwritten(user, isSettled ? old : null));
    }

    /** Writes what waits for it. */
    void flush() {
        try {
            answers.look(table.now());
            BindingStore now = store.get();
            if (now != null && !isSettled && !isLoading) {
                load(now);
            }
            List<String> batch = new ArrayList<>();
            int alone = 0;
            for (Map.Entry<String, Unwritten> entry : unwritten.entrySet()) {
                if (entry.getValue().hasFailed() && alone++ < BATCH) {
                    write(List.of(entry.getKey())); // alone, so that it keeps no other from being written
                } else if (entry.getValue().batch() == null && !entry.getValue().hasFailed()) {
                    batch.add(entry.getKey());
                }
                if (batch.size() == BATCH) {
                    write(batch);
                    batch.clear();
                }
            }
            write(batch);
        } catch (RuntimeException | Error e) {
            LOG.error("Registrations could not be written", e); // the next time must come
        }
    }

    /**
     * When a store has these as the table has them, or cannot be had; never fails. One batch after the other, for the
     * store carries them out in this order.
     */
    synchronized CompletableFuture<Void> write(Collection<String> ruids) {
        BindingStore to = answers.areLate() ? null : store.get();
        Map<String, Unwritten> batch = new HashMap<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> all = DONE;
        List<StoredBinding> put = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (String ruid : ruids) {
            Unwritten there = to == null ? null : unwritten.get(ruid);
            CompletableFuture<Void> underWay = there == null ? DONE : there.batch();
            if (there == null || underWay != null) {
                all = underWay.isDone() ? all : CompletableFuture.allOf(all, underWay);
                continue;
            }
            Binding binding = table.binding(there.user(), ruid);
            if (binding == null) {
                removed.add(ruid);
            } else {
                put.add(form.of(there.user(), binding));
                there.mayBe(binding);
            }
            there.isUnderWay(end);
            batch.put(ruid, there);
        }
        if (to == null || batch.isEmpty()) {
            return all;
        }
        answers.awaited(end, table.now());
        try {
            to.write(put, removed).whenComplete((none, failure) -> ended(to, batch, end, failure));
        } catch (Throwable e) { // as if it had failed later
            ended(to, batch, end, e);
        }
        return all.isDone() ? end : CompletableFuture.allOf(all, end);
    }

    private void ended(BindingStore to, Map<String, Unwritten> batch, CompletableFuture<Void> end, Throwable failure) {
        answers.come(end);
        if (failure == null) {
            batch.forEach(unwritten::remove);
            if (unwritten.isEmpty()) {
                answers.works();
            }
        } else {
            batch.values().forEach(Unwritten::hasNotBeenWritten);
            if (store.get() == to) {
                answers.failed("written", failure);
            }
        }
        end.complete(null);
    }

    /** How many bindings no store has as the table has them, or has that the table has not. */
    long unwritten() {
        return store.get() == null || !isSettled ? table.count(table.now())[1] : unwritten.size();
    }

    @Override
    public List<String> missing() {
        boolean isAway = store.get() == null && isExpected && ready.isDone();
        String trouble = isAway ? "has not come, or has gone" : answers.trouble();
        return trouble.isEmpty() ? List.of()
                : List.of("registrations are kept in memory alone: their store " + trouble);
    }
}
