package imc.sip.internal.stream;

import imc.sip.internal.net.Source;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The connections that there are, those that peers have opened by their source. One more always finds room while
 * another one is idle: of those that we have opened the one that has been for longest; of the others first one of the
 * same source where that has too many, then one of the source that has most. So nobody can keep others out, and nobody
 * who is idle can keep us from opening one. Safe for use by many threads.
 */
final class Connections {

    private final ConnectionLimits limits;
    /** By {@link Source}. */
    private final Map<Long, Set<StreamConnection>> accepted = new HashMap<>();
    private final Set<StreamConnection> opened = new LinkedHashSet<>();
    private int in;

    Connections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Whether a connection that a peer has opened may stay; then it counts until it has {@link #left}. */
    synchronized boolean accept(StreamConnection connection) {
        InetAddress peer = connection.peer().getAddress();
        long source = Source.of(peer);
        Set<StreamConnection> same = accepted.getOrDefault(source, Set.of());
        if (same.size() >= limits.perSource().getAsInt() && !limits.exempt().test(peer)
                && !makeRoom(source, longestIdle(same, one -> !one.isWanted()))) {
            return false;
        }
        if (in >= limits.most().getAsInt() && !makeRoomForAnybody()) {
            return false;
        }
        accepted.computeIfAbsent(source, key -> new LinkedHashSet<>()).add(connection);
        in++;
        return true;
    }

    /** Whoever has most of them can do best without one. */
    private boolean makeRoomForAnybody() {
        Optional<Map.Entry<Long, Set<StreamConnection>>> most = accepted.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()));
        if (most.isEmpty()) {
            return false;
        }
        Set<StreamConnection> all = most.get().getValue();
        return makeRoom(most.get().getKey(), longestIdle(all, one -> !one.isWanted())
                .or(() -> longestIdle(all, one -> true)));
    }

    private static Optional<StreamConnection> longestIdle(Collection<StreamConnection> all,
            Predicate<StreamConnection> which) {
        return all.stream().filter(which).min((one, other) -> Long.signum(one.lastUsed() - other.lastUsed()));
    }

    private boolean makeRoom(long source, Optional<StreamConnection> idle) {
        idle.ifPresent(connection -> {
            remove(source, connection);
            connection.makeRoom();
        });
        return idle.isPresent();
    }

    private void remove(long source, StreamConnection connection) {
        Set<StreamConnection> same = accepted.get(source);
        if (same != null && same.remove(connection)) {
            in--;
            if (same.isEmpty()) {
                accepted.remove(source);
            }
        }
    }

    /** Whether we may open a connection; then it counts until it has {@link #left}. */
    synchronized boolean open(StreamConnection connection) {
        if (opened.size() >= limits.most().getAsInt()) {
            Optional<StreamConnection> idle = longestIdle(opened, one -> !one.isWanted());
            if (idle.isEmpty()) {
                return false;
            }
            opened.remove(idle.get());
            idle.get().makeRoom();
        }
        return opened.add(connection);
    }

    /** It is over. */
    synchronized void left(StreamConnection connection) {
        if (!opened.remove(connection)) {
            remove(Source.of(connection.peer().getAddress()), connection);
        }
    }
}
