package imc.sip.internal.dns;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was found, for as long as it may be believed; also that nothing was found. Safe for use by many threads. */
final class ServerCache {

    private static final Logger LOG = LoggerFactory.getLogger(ServerCache.class);
    private static final int MAX_SIZE = 2000;

    private record Entry(Servers servers, long end) {
    }

    private final Map<Target, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Target, CompletableFuture<Servers>> searches = new ConcurrentHashMap<>();
    private final Function<Target, Servers> search;
    private final LongSupplier nanoTime;

    /**
     * @param search   finds what is not known; may wait
     * @param nanoTime as {@link System#nanoTime()}
     */
    ServerCache(Function<Target, Servers> search, LongSupplier nanoTime) {
        this.search = search;
        this.nanoTime = nanoTime;
    }

    /** What is known; null where it would have to be looked up. Never waits. */
    Servers known(Target target) {
        Entry entry = entries.get(target);
        return entry == null || nanoTime.getAsLong() - entry.end() >= 0 ? null : entry.servers();
    }

    /** What is known or, after a search, is found out. Whoever asks for the same at the same time shares the search. */
    Servers find(Target target) {
        Servers known = known(target);
        if (known != null) {
            return known;
        }
        CompletableFuture<Servers> own = new CompletableFuture<>();
        CompletableFuture<Servers> running = searches.putIfAbsent(target, own);
        if (running != null) {
            return running.join();
        }
        Servers servers = Servers.failed("the search failed", 0);
        try {
            servers = searched(target);
            keep(target, servers);
        } finally {
            searches.remove(target);
            own.complete(servers);
        }
        return servers;
    }

    private Servers searched(Target target) {
        try {
            return search.apply(target);
        } catch (RuntimeException e) {
            LOG.error("The search for {} failed", target, e);
            return Servers.failed(e.toString(), ServerSearch.FAILURE_SECONDS);
        }
    }

    private void keep(Target target, Servers servers) {
        Entry before = entries.get(target);
        if (!servers.all().isEmpty() || before != null && before.servers().missing().equals(servers.missing())) {
            LOG.debug("{} is {}{}, for {} s", target, servers.all(), servers.missing(), servers.seconds());
        } else if (servers.unknown()) {
            LOG.info("{} cannot be reached: {}", target, servers.missing());
        } else {
            LOG.warn("{} cannot be reached: {}", target, servers.missing());
        }
        long now = nanoTime.getAsLong();
        if (entries.size() >= MAX_SIZE) {
            age();
        }
        if (entries.size() >= MAX_SIZE) {
            entries.clear();
        }
        entries.put(target, new Entry(servers, now + TimeUnit.SECONDS.toNanos(servers.seconds())));
    }

    /** Forgets what may not be believed any more. */
    void age() {
        long now = nanoTime.getAsLong();
        entries.values().removeIf(entry -> now - entry.end() >= 0);
    }

    void clear() {
        entries.clear();
    }
}
