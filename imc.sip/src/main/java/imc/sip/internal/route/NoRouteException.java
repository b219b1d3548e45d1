package imc.sip.internal.route;

import imc.api.transport.Delivery;
import java.io.IOException;

/** There is no way to a next hop; says what that means for a copy. */
public final class NoRouteException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Delivery delivery;

    public NoRouteException(Delivery delivery, String why) {
        super(why, null);
        this.delivery = delivery;
    }

    /**
     * What becomes of a request that could not be sent. Where it is our own network that is missing, or our own
     * listening point, it says nothing about the receiver.
     */
    public static Delivery outcome(IOException why) {
        if (why instanceof NoRouteException none) {
            return none.delivery();
        }
        return String.valueOf(why.getMessage()).contains("Network is unreachable") ? Delivery.TRANSPORT_ERROR.shared()
                : Delivery.TRANSPORT_ERROR;
    }

    public Delivery delivery() {
        return delivery;
    }
}
