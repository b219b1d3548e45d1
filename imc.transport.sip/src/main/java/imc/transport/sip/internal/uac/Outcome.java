package imc.transport.sip.internal.uac;

import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;

/**
 * What becomes of one receiver's copy, which may go to several contacts: delivered when one of them takes it, else
 * the best of what they say, told once.
 */
final class Outcome {

    private final Outcomes all;
    private final Broadcast broadcast;
    private final int receiver;
    private final DeliveryListener listener;
    private int open;
    private Delivery best;
    private boolean told;

    /** @param open how many contacts get a copy */
    Outcome(Outcomes all, Broadcast broadcast, int receiver, DeliveryListener listener, int open) {
        this.all = all;
        this.broadcast = broadcast;
        this.receiver = receiver;
        this.listener = listener;
        this.open = open;
    }

    /** One contact's copy has come to an end. */
    void ended(Delivery delivery) {
        synchronized (this) {
            if (told) {
                return;
            }
            open--;
            best = best == null || rank(delivery) < rank(best) ? delivery : best;
            told = open <= 0 || best.result() == Delivery.Result.DELIVERED;
            if (!told) {
                return;
            }
        }
        all.tell(this, broadcast, receiver, best, listener);
    }

    /** Nothing more will come. */
    void abandon() {
        synchronized (this) {
            if (told) {
                return;
            }
            open = 1;
        }
        ended(Delivery.TRANSPORT_ERROR);
    }

    /** An answer tells more than silence, a refusal by the user (6xx) more than one by a device (RFC 3261 §16.7). */
    private static int rank(Delivery delivery) {
        return switch (delivery.result()) {
            case DELIVERED -> 0;
            case REFUSED -> delivery.status() >= 600 ? 1 : delivery.status();
            case TIMED_OUT -> 1000;
            case UNREACHABLE -> 1000 + delivery.status();
        };
    }
}
