package imc.sip.internal.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was found behind a name.
 *
 * @param all     the servers, by rank
 * @param missing why there are none; empty where there are some
 * @param unknown whether the name was answered for, and there is no such name or nothing behind it; false where nobody
 *                could tell, or where we cannot go
 * @param seconds how long this may be believed
 */
public record Servers(List<Server> all, String missing, boolean unknown, long seconds) {

    static Servers found(List<Server> all, long seconds) {
        return new Servers(all.stream().sorted(Comparator.comparingInt(Server::rank)).toList(), "", false, seconds);
    }

    static Servers unknown(String why, long seconds) {
        return new Servers(List.of(), why, true, seconds);
    }

    static Servers failed(String why, long seconds) {
        return new Servers(List.of(), why, false, seconds);
    }

    /**
     * In which order they are tried: by rank, and within a rank by chance in the proportion of their weights
     * (RFC 2782). Chance is the same for each message to a receiver, so that they stay on one way and in their order.
     *
     * @param receiver whose message it is
     * @param stream   whether streams come first, because the message is long
     * @param avoided  who comes last, because of a failure not long ago
     */
    public List<Server> inOrder(String receiver, boolean stream, Predicate<Server> avoided) {
        if (all.size() < 2) {
            return all;
        }
        List<Server> order = new ArrayList<>(all);
        order.sort(Comparator.<Server, Boolean>comparing(avoided::test)
                .thenComparing(server -> stream && !server.transport().isReliable())
                .thenComparingInt(Server::rank)
                .thenComparingDouble(server -> draw(receiver, server)));
        return order;
    }

    /** Exponential draws with the weights as rates come in the order that RFC 2782 wants, the smallest first. */
    private static double draw(String receiver, Server server) {
        if (!server.isBySrv()) {
            return 0;
        }
        long hash = (receiver + ' ' + server.instance()).hashCode() * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        double chance = ((hash ^ hash >>> 32) >>> 11 | 1) * 0x1p-53;
        // Weight 0 has a very small chance before others, and is as good as others among its like.
        return -Math.log(chance) / (server.weight() == 0 ? 0.01 : server.weight());
    }
}
