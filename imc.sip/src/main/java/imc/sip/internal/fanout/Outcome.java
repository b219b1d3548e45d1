package imc.sip.internal.fanout;

import imc.api.transport.Delivery;

/**
 * What becomes of a receiver's copies where they go to several contacts: delivered when one of them takes it, else
 * the best of what they say, told once.
 */
final class Outcome {

    private final Sending sending;
    private final int receiver;
    private int open;
    private Delivery best;
    private boolean told;

    /** @param open how many contacts get a copy */
    Outcome(Sending sending, int receiver, int open) {
        this.sending = sending;
        this.receiver = receiver;
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
        sending.tell(receiver, best);
    }

    /** An answer tells more than silence, a refusal by the user (6xx) more than one by a device (RFC 3261 §16.7). */
    static int rank(Delivery delivery) {
        return switch (delivery.result()) {
            case DELIVERED -> 0;
            case REFUSED -> delivery.status() >= 600 ? 1 : delivery.status();
            case TIMED_OUT -> 1000;
            case UNREACHABLE -> 1000 + delivery.status();
        };
    }
}
