package imc.sip.internal.client;

import imc.api.sip.SipAnswer;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.RetryAfter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A request that was handed to us, and the places where it is sought, one after the other, until somebody takes it or
 * has the last word (RFC 3261 §16.7, RFC 3263 §4.3).
 */
final class Search implements Names.Locating {

    private static final int TIMEOUT = 408;
    private static final int NOWHERE = 480;
    private static final int UNAVAILABLE = 503;

    private final CompletableFuture<SipAnswer> result = new CompletableFuture<>();
    private final Deque<NextHop> places;
    private final RequestText text;
    private final Client client;
    /** The last that was; null before the first. */
    private volatile NextHop tried;
    private SipAnswer best;

    Search(RequestText text, List<NextHop> places, Client client) {
        this.text = text;
        this.places = new ArrayDeque<>(places);
        this.client = client;
    }

    RequestText text() {
        return text;
    }

    CompletableFuture<SipAnswer> result() {
        return result;
    }

    /** Goes on at the next place. Throws nothing, and never waits. */
    void next() {
        try {
            NextHop hop;
            SipAnswer last;
            synchronized (this) {
                hop = places.poll();
                tried = hop;
                last = best;
            }
            if (hop == null) {
                result.complete(last == null ? SipAnswer.none(NOWHERE) : last);
            } else {
                client.send(this, hop);
            }
        } catch (Throwable e) { // whoever waits is told
            failed(e);
        }
    }

    /** The place that is tried is a name, and these are its servers. */
    @Override
    public void found(List<Server> servers) {
        synchronized (this) {
            for (int i = servers.size() - 1; i >= 0; i--) {
                places.push(tried.at(servers.get(i)));
            }
        }
        next();
    }

    @Override
    public void missing(Delivery instead) {
        ended(SipAnswer.none(instead.status()));
    }

    /** It has come to an end at the place that is tried. */
    void ended(SipAnswer answer) {
        NextHop hop = tried;
        boolean failed = !answer.received() || answer.status() == UNAVAILABLE;
        if (failed) {
            client.names().failed(hop, answer.status() == TIMEOUT ? Delivery.TIMED_OUT : Delivery.TRANSPORT_ERROR,
                    RetryAfter.of(answer.status(), answer.headers()));
        }
        if (answer.status() < 300 || answer.status() >= 600) {
            result.complete(answer);
            return;
        }
        synchronized (this) {
            if (!failed) {
                // The other servers of the same contact would say the same.
                places.removeIf(other -> other.requestUri().equals(hop.requestUri()));
            }
            if (best == null || !best.received() && answer.received()) {
                best = answer;
            }
        }
        next();
    }

    /** It could not go on. */
    @Override
    public void failed(Throwable e) {
        client.failed(this, e);
    }
}
