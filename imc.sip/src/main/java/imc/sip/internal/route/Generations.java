package imc.sip.internal.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongBiFunction;

/**
 * What was used lately, in two generations, of which the elder is forgotten when the younger is full, or has aged: idle
 * rooms take up no memory. Safe for use by many threads.
 */
public final class Generations<K, V> {

    private final long most;
    private final ToLongBiFunction<K, V> weight;
    private volatile Generation<K, V> recent = new Generation<>();
    private volatile Map<K, V> older = Map.of();

    private static final class Generation<K, V> {
        private final Map<K, V> all = new ConcurrentHashMap<>();
        private final AtomicLong weight = new AtomicLong();
    }

    /**
     * @param most   how much weighs one generation at most, and a little
     * @param weight of an entry, as in bytes
     */
    public Generations(long most, ToLongBiFunction<K, V> weight) {
        this.most = most;
        this.weight = weight;
    }

    /** A share of the heap, in thousandths, for one generation of two. */
    public static long heap(int thousandths) {
        return Runtime.getRuntime().maxMemory() / 1000 * thousandths / 2;
    }

    /** Null for what is not there any more. */
    public V get(K key) {
        V value = recent.all.get(key);
        if (value == null) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    /** As the other, but it does not count as used. */
    public V peek(K key) {
        V value = recent.all.get(key);
        return value != null ? value : older.get(key);
    }

    public void put(K key, V value) {
        Generation<K, V> now = recent;
        if (now.weight.get() >= most) {
            end(now);
            now = recent;
        }
        V before = now.all.put(key, value);
        now.weight.addAndGet(weight.applyAsLong(key, value) - (before == null ? 0 : weight.applyAsLong(key, before)));
    }

    /** Of several threads that find it full, one forgets the elder. */
    private synchronized void end(Generation<K, V> full) {
        if (recent == full) {
            age();
        }
    }

    /** Forgets what has not been used since the last time. */
    public synchronized void age() {
        older = recent.all;
        recent = new Generation<>();
    }
}
