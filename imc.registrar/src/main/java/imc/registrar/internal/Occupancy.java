package imc.registrar.internal;

import imc.api.SipAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the bindings take up, all of them and by source, and whose connections they have. Used by one thread at a time.
 */
final class Occupancy {

    private final Map<String, Long> bytesBySource = new HashMap<>();
    private final Map<Long, Set<SipAddress>> usersByFlow = new HashMap<>();
    private long bytes;

    /**
     * Whether a user's bindings may become these.
     *
     * @param before those that are in memory; expired ones may be among them
     * @param alive  those of them that have not expired
     * @param source in whose name the new ones are counted; empty for nobody's
     * @throws Refused if they would take more than they do, and more than is allowed
     */
    void check(SipAddress user, List<Binding> before, List<Binding> alive, List<Binding> after, String source,
            Bounds bounds) throws Refused {
        long more = sum(after) - sum(alive);
        if (more <= 0) {
            return; // Who is registered can refresh and unregister, however full it is.
        }
        if (sum(after) > bounds.user()) {
            throw Refused.forbidden("The contacts of %s would take %d bytes, at most %d are allowed"
                    .formatted(user, sum(after), bounds.user()));
        }
        if (bytes - sum(before) + sum(after) > bounds.all()) {
            throw Refused.full("All contacts together take %d bytes, and at most %d are allowed"
                    .formatted(bytes, bounds.all()), LocationTable.SWEEP_SECONDS);
        }
        long taken = bytesBySource.getOrDefault(source, 0L);
        if (!source.isEmpty() && taken - of(source, before) + of(source, after) > bounds.source()) {
            throw Refused.full("What was registered from %s takes %d bytes, and at most %d are allowed"
                    .formatted(source, taken, bounds.source()), LocationTable.SWEEP_SECONDS);
        }
    }

    /** How many bytes the bindings may take: of one user, of one source, of all. */
    record Bounds(int user, int source, int all) {
    }

    private static long sum(List<Binding> bindings) {
        return bindings.stream().mapToLong(Binding::bytes).sum();
    }

    private static long of(String source, List<Binding> bindings) {
        return bindings.stream().filter(binding -> binding.source().equals(source)).mapToLong(Binding::bytes).sum();
    }

    /** A user's bindings have become others. */
    void replaced(SipAddress user, List<Binding> before, List<Binding> after) {
        before.forEach(binding -> count(user, binding, -1));
        after.forEach(binding -> count(user, binding, 1));
    }

    private void count(SipAddress user, Binding binding, int sign) {
        long change = (long) sign * binding.bytes();
        bytes += change;
        if (!binding.source().isEmpty()) {
            bytesBySource.merge(binding.source(), change, (old, more) -> old + more == 0 ? null : old + more);
        }
        if (binding.flowId() == 0) {
            return;
        }
        if (sign > 0) {
            usersByFlow.computeIfAbsent(binding.flowId(), id -> new HashSet<>(2)).add(user);
        } else {
            usersByFlow.computeIfPresent(binding.flowId(), (id, users) -> {
                users.remove(user);
                return users.isEmpty() ? null : users;
            });
        }
    }

    /** Who has bindings over a connection. */
    List<SipAddress> users(long flowId) {
        return List.copyOf(usersByFlow.getOrDefault(flowId, Set.of()));
    }

    long bytes() {
        return bytes;
    }
}
