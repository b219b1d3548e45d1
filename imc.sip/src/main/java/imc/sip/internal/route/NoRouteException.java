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

    public Delivery delivery() {
        return delivery;
    }
}
