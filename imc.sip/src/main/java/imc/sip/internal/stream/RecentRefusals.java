package imc.sip.internal.stream;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Who refused something within the last minute, so that not each message has to find that out again. */
public final class RecentRefusals {

    private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_SIZE = 10_000;

    private final Map<InetSocketAddress, Long> since = new ConcurrentHashMap<>();

    public void add(InetSocketAddress address) {
        if (since.size() >= MAX_SIZE) {
            since.clear();
        }
        since.put(address, System.nanoTime());
    }

    /** Some seconds have gone by: what is not true any more is forgotten. */
    public void age() {
        long now = System.nanoTime();
        since.values().removeIf(then -> now - then > MEMORY_NANOS);
    }

    public boolean contains(InetSocketAddress address) {
        Long then = since.get(address);
        if (then != null && System.nanoTime() - then > MEMORY_NANOS) {
            since.remove(address, then);
            return false;
        }
        return then != null;
    }
}
