package imc.transport.sip.internal.uac;

import imc.api.transport.Delivery;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Where a copy goes that was redirected: to the places named, one after the other, until one takes it; once only
 * (RFC 3261 §8.1.3.4).
 */
final class Trail {

    /** What a 3xx that was followed counts for: less than what its contacts answer, more than none to be reached. */
    private static final int RANK_OF_FOLLOWED = Outcome.rank(Delivery.TIMED_OUT) + 1;

    private final Queue<NextHop> places;
    private Delivery best;
    private int rankOfBest;

    /** @param refusal the 3xx */
    Trail(Delivery refusal, List<NextHop> places) {
        this.places = new ArrayDeque<>(places);
        this.best = refusal;
        this.rankOfBest = RANK_OF_FOLLOWED;
    }

    boolean isRedirected() {
        return true;
    }

    void begin(Copy copy) {
        next(copy, false);
    }

    /** A copy that was on this trail has come to an end. */
    void ended(Copy copy, Delivery delivery) {
        int rank = Outcome.rank(delivery);
        synchronized (this) {
            if (rank < rankOfBest) {
                best = delivery;
                rankOfBest = rank;
            }
        }
        // After a 6xx nobody else is asked (RFC 3261 §16.7).
        next(copy, delivery.result() == Delivery.Result.DELIVERED || delivery.status() >= 600);
    }

    private void next(Copy copy, boolean isLast) {
        NextHop place;
        Delivery sofar;
        synchronized (this) {
            place = isLast ? null : places.poll();
            sofar = best;
        }
        if (place == null) {
            copy.told(sofar);
        } else {
            copy.goOn(place, this);
        }
    }
}
