package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserListener;
import imc.api.auth.UserStore;
import imc.api.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users, in whichever store there is. What was found is kept for some seconds, and that there is no such user as
 * well, so that who chats costs the store nothing. Safe for use by many threads; waits for nobody.
 */
@Component(service = Users.class)
public final class Users {

    /** Of each of two generations, of which the elder goes. */
    static final int MOST_KEPT = 10_000;
    static final int MOST_OPEN = 1000;
    static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);
    static final long PATIENCE_MILLIS = 3000;
    /** For so long a failure is told, where nobody has been looked for since. */
    static final long FAILING_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    private final List<UserListener> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable UserStore store;
    private volatile Set<String> realms = Set.of();
    private volatile @Nullable Long failed;
    private volatile Kept kept;

    private record Kept(Map<SipAddress, Optional<Credentials>> young, Map<SipAddress, Optional<Credentials>> old,
            long since) {
    }

    @Activate
    public Users() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    Users(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        kept = new Kept(new ConcurrentHashMap<>(), Map.of(), nanoTime.getAsLong());
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(UserStore arrived) {
        store = arrived;
        failed = null;
        forget();
    }

    void unbindStore(UserStore leaving) {
        if (store == leaving) {
            store = null;
            forget();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(UserListener listener) {
        listeners.add(listener);
    }

    void unbindListener(UserListener listener) {
        listeners.remove(listener);
    }

    /** Whoever logged in as this user before must not be served any more. */
    void revoked(SipAddress user) {
        tell(user, "has another password, or none", listener -> {
            listener.revoked(user);
            return Map.of();
        });
    }

    /**
     * Has everybody told something of a user.
     *
     * @param what has become of him, for the log
     * @return what they have to say of him
     */
    Map<String, Object> tell(SipAddress user, String what, Function<UserListener, Map<String, Object>> told) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (UserListener listener : listeners) {
            try {
                answers.putAll(told.apply(listener));
            } catch (RuntimeException | Error e) {
                LOG.error("{} was not told that {} {}", listener.getClass().getName(), user, what, e);
            }
        }
        return answers;
    }

    /** The hosts of the addresses whose users may log in; none for any. */
    Set<String> realms() {
        return realms;
    }

    void realms(Set<String> hosts) {
        realms = hosts;
    }

    boolean hasStore() {
        return store != null;
    }

    /** Whether nobody could be looked for lately, although there is a store. */
    boolean isFailing() {
        Long since = failed;
        return since != null && nanoTime.getAsLong() - since < FAILING_NANOS;
    }

    /** How many are being looked for. */
    int open() {
        return open.get();
    }

    /**
     * A user's credentials; they are there at once where they are kept. The stage completes with a failure where the
     * store is away, does not answer in time, or has too much to do. It may complete on a thread of the store's.
     */
    CompletableFuture<Optional<Credentials>> find(SipAddress user) {
        Kept now = generation();
        Optional<Credentials> known = now.young.get(user);
        if (known == null) {
            known = now.old.get(user);
        }
        return known != null ? CompletableFuture.completedFuture(known) : look(user);
    }

    private CompletableFuture<Optional<Credentials>> look(SipAddress user) {
        if (open.incrementAndGet() > MOST_OPEN) {
            open.decrementAndGet();
            return CompletableFuture.failedFuture(new StoreException("too many users are being looked for"));
        }
        long before = changes.get();
        // The store's own stage is left alone.
        CompletableFuture<Optional<Credentials>> found =
                ask(there -> there.find(user)).thenApply(Function.identity()).toCompletableFuture();
        found.whenComplete((credentials, failure) -> {
            open.decrementAndGet();
            failed = failure == null ? null : (Long) nanoTime.getAsLong();
            if (failure == null) {
                keep(user, credentials, before);
            }
        });
        return found.isDone() ? found : found.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Has the store do something; whatever it throws is in the stage. */
    <T> CompletionStage<T> ask(Function<UserStore, CompletionStage<T>> work) {
        UserStore now = store;
        if (now == null) {
            return CompletableFuture.failedFuture(new StoreException("no store keeps users"));
        }
        try {
            return work.apply(now);
        } catch (RuntimeException e) { // it is anybody's
            return CompletableFuture.failedFuture(e);
        }
    }

    private void keep(SipAddress user, Optional<Credentials> credentials, long before) {
        Map<SipAddress, Optional<Credentials>> young = generation().young;
        if (young.size() < MOST_KEPT) {
            young.put(user, credentials);
            if (changes.get() != before) { // what was found may be older than that
                young.remove(user);
            }
        }
    }

    private Kept generation() {
        Kept now = kept;
        if (nanoTime.getAsLong() - now.since < KEPT_NANOS) {
            return now;
        }
        synchronized (this) {
            if (kept == now) {
                kept = new Kept(new ConcurrentHashMap<>(), now.young, nanoTime.getAsLong());
            }
            return kept;
        }
    }

    /** Nothing is kept any more, and nothing that is on its way will be. */
    synchronized void forget() {
        changes.incrementAndGet();
        kept = new Kept(new ConcurrentHashMap<>(), Map.of(), nanoTime.getAsLong());
    }
}
