package imc.sip.internal.stream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
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

    /** In IPv6, who has one address has 2^64 (RFC 4291 §2.5.1). */
    private static final int PREFIX = 8;

    private final ConnectionLimits limits;
    private final Map<Source, Set<Connection>> accepted = new HashMap<>();
    private final Set<Connection> opened = new LinkedHashSet<>();
    private int in;

    /** One of them. */
    interface Connection {

        /** When something came or went last, as {@link ConnectionLimits#nanoTime}. */
        long lastUsed();

        /** Whether somebody is reached over it: he has registered, keeps it alive, or owes an answer. */
        boolean isWanted();

        /** Ends it, soon. */
        void makeRoom();
    }

    private record Source(int hash, byte[] address) {

        static Source of(InetAddress address) {
            byte[] bytes = address.getAddress();
            byte[] prefix = address instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX) : bytes;
            return new Source(Arrays.hashCode(prefix), prefix);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Source source && Arrays.equals(address, source.address);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    Connections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Whether a connection that a peer has opened may stay; then it counts until it has {@link #left}. */
    synchronized boolean accept(InetAddress peer, Connection connection) {
        Source source = Source.of(peer);
        Set<Connection> same = accepted.getOrDefault(source, Set.of());
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
        Optional<Map.Entry<Source, Set<Connection>>> most = accepted.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()));
        if (most.isEmpty()) {
            return false;
        }
        Set<Connection> all = most.get().getValue();
        return makeRoom(most.get().getKey(), longestIdle(all, one -> !one.isWanted())
                .or(() -> longestIdle(all, one -> true)));
    }

    private static Optional<Connection> longestIdle(Collection<Connection> all, Predicate<Connection> which) {
        return all.stream().filter(which).min((one, other) -> Long.signum(one.lastUsed() - other.lastUsed()));
    }

    private boolean makeRoom(Source source, Optional<Connection> idle) {
        idle.ifPresent(connection -> {
            remove(source, connection);
            connection.makeRoom();
        });
        return idle.isPresent();
    }

    private void remove(Source source, Connection connection) {
        Set<Connection> same = accepted.get(source);
        if (same != null && same.remove(connection)) {
            in--;
            if (same.isEmpty()) {
                accepted.remove(source);
            }
        }
    }

    /** Whether we may open a connection; then it counts until it has {@link #left}. */
    synchronized boolean open(Connection connection) {
        if (opened.size() >= limits.most().getAsInt()) {
            Optional<Connection> idle = longestIdle(opened, one -> !one.isWanted());
            if (idle.isEmpty()) {
                return false;
            }
            opened.remove(idle.get());
            idle.get().makeRoom();
        }
        return opened.add(connection);
    }

    /** It is over. */
    synchronized void left(InetAddress peer, Connection connection) {
        if (!opened.remove(connection)) {
            remove(Source.of(peer), connection);
        }
    }
}
