package imc.transport.sip.internal.uac;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was used lately, in two generations, of which the elder is forgotten when the younger is full, or has aged: idle
 * rooms take up no memory. Safe for use by many threads.
 */
final class Generations<K, V> {

    private final int maxSize;
    private volatile Map<K, V> recent = new ConcurrentHashMap<>();
    private volatile Map<K, V> older = Map.of();

    /** @param maxSize of one generation */
    Generations(int maxSize) {
        this.maxSize = maxSize;
    }

    /** Null for what is not there any more. */
    V get(K key) {
        V value = recent.get(key);
        if (value == null) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    void put(K key, V value) {
        if (recent.size() >= maxSize) {
            age();
        }
        recent.put(key, value);
    }

    /** Forgets what has not been used since the last time. */
    void age() {
        older = recent;
        recent = new ConcurrentHashMap<>();
    }
}
