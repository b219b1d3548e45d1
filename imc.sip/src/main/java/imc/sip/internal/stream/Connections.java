package imc.sip.internal.stream;

import imc.sip.internal.net.Source;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        Set<StreamConnection> same = accepted.getOrDefault(Source.of(peer), Set.of());
        if (same.size() >= limits.perSource().getAsInt() && !limits.exempt().test(peer) && !makeRoom(unwanted(same))) {
            return false;
        }
        if (in >= limits.most().getAsInt() && !makeRoomForAnybody()) {
            return false;
        }
        accepted.computeIfAbsent(Source.of(peer), key -> new LinkedHashSet<>()).add(connection);
        in++;
        return true;
    }

    /** Whoever has most of them can do best without one. */
    private boolean makeRoomForAnybody() {
        Set<StreamConnection> most = accepted.values().stream().max(Comparator.comparingInt(Set::size))
                .orElse(Set.of());
        return makeRoom(unwanted(most).or(() -> longestIdle(most.stream())));
    }

    private static Optional<StreamConnection> unwanted(Set<StreamConnection> all) {
        return longestIdle(all.stream().filter(one -> !one.isWanted()));
    }

    private static Optional<StreamConnection> longestIdle(Stream<StreamConnection> all) {
        return all.min((one, other) -> Long.signum(one.lastUsed() - other.lastUsed()));
    }

    private boolean makeRoom(Optional<StreamConnection> idle) {
        idle.ifPresent(connection -> {
            left(connection);
            connection.makeRoom();
        });
        return idle.isPresent();
    }

    /** Whether we may open a connection; then it counts until it has {@link #left}. */
    synchronized boolean open(StreamConnection connection) {
        return (opened.size() < limits.most().getAsInt() || makeRoom(unwanted(opened))) && opened.add(connection);
    }

    /** It is over. */
    synchronized void left(StreamConnection connection) {
        long source = Source.of(connection.peer().getAddress());
        Set<StreamConnection> same = accepted.getOrDefault(source, Set.of());
        if (!opened.remove(connection) && same.contains(connection)) {
            in--;
            same.remove(connection);
            if (same.isEmpty()) {
                accepted.remove(source);
            }
        }
    }
}
