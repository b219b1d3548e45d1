package imc.registrar.internal;

import java.util.HashSet;
import java.util.Set;

/**
 * The connections that ended last: one may end while the request that came over it is being carried out, and must not
 * be bound after that. Used by one thread at a time.
 */
final class EndedFlows {

    private static final int REMEMBERED = 1024;

    private final long[] inOrder = new long[REMEMBERED];
    private final Set<Long> all = new HashSet<>();
    private int next;

    void add(long id) {
        if (all.add(id)) {
            all.remove(inOrder[next]);
            inOrder[next] = id;
            next = (next + 1) % REMEMBERED;
        }
    }

    boolean contains(long id) {
        return all.contains(id);
    }
}
