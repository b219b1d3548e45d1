package imc.api.transport;

/**
 * What became of one receiver's copy.
 *
 * @param result in a word
 * @param status the final SIP status that the receiver answered; 408 for a time-out (RFC 3261 §8.1.3.1), 503 for a
 *               transport error, 480 where the receiver is registered nowhere
 * @param isShared whether it says nothing about the receiver, because what failed is what all receivers share: the
 *                 outbound proxy, the network, the name servers, or the transport itself. It must not be counted
 *                 against the receiver
 * @param isKept whether it is kept and will be sent again ({@link imc.api.room.Keeper}). It must not be counted against
 *               the receiver either
 */
public record Delivery(Result result, int status, boolean isShared, boolean isKept) {

    /** How a delivery can end. */
    public enum Result {
        /** Answered with a 2xx. */
        DELIVERED,
        /** Answered with a final status above 299. */
        REFUSED,
        /** Not answered in time (Timer F). */
        TIMED_OUT,
        /** Not sent: no next hop, or the transport failed. */
        UNREACHABLE
    }

    /** A delivery that is the receiver's own. */
    public Delivery(Result result, int status) {
        this(result, status, false);
    }

    /** A delivery whose copy is not kept. */
    public Delivery(Result result, int status, boolean isShared) {
        this(result, status, isShared, false);
    }

    /** The same, where it is not the receiver who is to blame. */
    public Delivery shared() {
        return isShared ? this : new Delivery(result, status, true, isKept);
    }

    /** The same, of a copy that is kept. */
    public Delivery kept() {
        return isKept ? this : new Delivery(result, status, isShared, true);
    }

    /** Why it failed, in the words of RFC 3261 §21 where the receiver said so, for people; {@code OK} if it did not. */
    public String reason() {
        return switch (result) {
            case DELIVERED -> "OK";
            case TIMED_OUT -> "no answer";
            case UNREACHABLE -> status == NOT_REGISTERED.status ? "not registered" : "cannot be sent";
            case REFUSED -> StatusText.of(status);
        };
    }

    /** The delivery that a final status tells of. */
    public static Delivery answered(int status) {
        return new Delivery(status < 300 ? Result.DELIVERED : Result.REFUSED, status);
    }

    /** No final answer came before Timer F fired (RFC 3261 §17.1.2.2). */
    public static final Delivery TIMED_OUT = new Delivery(Result.TIMED_OUT, 408);
    /** The transport could not send (RFC 3261 §8.1.3.1). */
    public static final Delivery TRANSPORT_ERROR = new Delivery(Result.UNREACHABLE, 503);
    /** Nobody knows where the receiver is. */
    public static final Delivery NOT_REGISTERED = new Delivery(Result.UNREACHABLE, 480);
}
