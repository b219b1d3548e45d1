package imc.sip.internal.fanout;

import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.route.NextHop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Where else a copy may go: to the other servers of a name, where one fails (RFC 3263 §4.3), and to the contacts of a
 * 3xx (RFC 3261 §8.1.3.4). Tried one after the other, until somebody takes it or has the last word.
 */
final class Trail {

    /** What a 3xx that was followed counts for: less than what its contacts answer, more than none to be reached. */
    private static final int RANK_OF_FOLLOWED = Outcome.rank(Delivery.TIMED_OUT) + 1;
    private static final int UNAVAILABLE = 503;

    private final Queue<Server> servers = new ArrayDeque<>();
    private final Queue<NextHop> contacts = new ArrayDeque<>();
    private boolean redirected;
    private Delivery best;
    private int rankOfBest = Integer.MAX_VALUE;

    synchronized boolean isRedirected() {
        return redirected;
    }

    /** The copy's next hop was a name, and these are its servers. */
    void located(Copy copy, List<Server> found) {
        Server first;
        synchronized (this) {
            servers.addAll(found);
            first = servers.remove();
        }
        copy.move(first, this);
    }

    /** The copy was answered with a 3xx. */
    void redirected(Copy copy, Delivery refusal, List<NextHop> found) {
        NextHop first;
        synchronized (this) {
            redirected = true;
            best = refusal;
            rankOfBest = RANK_OF_FOLLOWED;
            servers.clear();
            contacts.addAll(found);
            first = contacts.remove();
        }
        copy.leave(refusal);
        copy.goOn(first, this);
    }

    /** The copy has come to an end. */
    void ended(Copy copy, Delivery delivery) {
        boolean failed = delivery.result() == Delivery.Result.UNREACHABLE
                || delivery.result() == Delivery.Result.TIMED_OUT || delivery.status() == UNAVAILABLE;
        if (failed) {
            copy.serverFailed(delivery);
        }
        // After a 6xx nobody else is asked (RFC 3261 §16.7).
        boolean last = delivery.result() == Delivery.Result.DELIVERED || delivery.status() >= 600;
        Server server;
        NextHop contact;
        Delivery told;
        synchronized (this) {
            int rank = Outcome.rank(delivery);
            if (rank < rankOfBest) {
                best = delivery;
                rankOfBest = rank;
            }
            if (!failed) {
                servers.clear();
            }
            server = servers.poll();
            contact = server == null && !last ? contacts.poll() : null;
            told = best;
        }
        if (server != null) {
            copy.move(server, this);
        } else if (contact != null) {
            copy.leave(delivery);
            copy.goOn(contact, this);
        } else {
            copy.finish(delivery, told);
        }
    }
}
