package imc.sip.internal.fanout;

import imc.api.transport.Delivery;

/**
 * What becomes of a receiver's copies where he has several contacts: delivered when one of his devices takes it, else
 * the best of what they say, told once.
 */
final class Outcome {

    /** The proxy of a flow says that the flow has gone (RFC 5626 §11.5). */
    private static final int FLOW_FAILED = 430;

    private final FanOut fanOut;
    private final Sending sending;
    private final int receiver;
    private final Targets targets;
    private int level;
    private int open;
    private Delivery best;
    private boolean told;

    Outcome(FanOut fanOut, Sending sending, int receiver, Targets targets) {
        this.fanOut = fanOut;
        this.sending = sending;
        this.receiver = receiver;
        this.targets = targets;
    }

    /** Sends to those that are preferred most. */
    void begin() {
        int[] first = targets.level(0);
        synchronized (this) {
            open = first.length;
        }
        send(first);
    }

    private void send(int... places) {
        for (int place : places) {
            fanOut.send(sending, receiver, place, targets.get(place), this);
        }
    }

    /** One contact's copy has come to an end. */
    void ended(int place, Delivery delivery) {
        int[] next;
        synchronized (this) {
            if (told) {
                return;
            }
            if (targets.otherWay(place) >= 0 && hasFlowFailed(delivery)) {
                next = new int[] {targets.otherWay(place)};
            } else {
                open--;
                best = best == null || rank(delivery) < rank(best) ? delivery : best;
                boolean last = best.result() == Delivery.Result.DELIVERED || best.status() >= 600;
                next = open > 0 || last ? null : targets.level(++level);
                open += next == null ? 0 : next.length;
                told = open <= 0 || best.result() == Delivery.Result.DELIVERED;
                if (open > 0 && next == null && !told) {
                    return;
                }
            }
        }
        if (next != null) {
            send(next);
        } else {
            sending.tell(receiver, best);
        }
    }

    private static boolean hasFlowFailed(Delivery delivery) {
        return delivery.result() == Delivery.Result.UNREACHABLE || delivery.result() == Delivery.Result.TIMED_OUT
                || delivery.status() == FLOW_FAILED;
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
