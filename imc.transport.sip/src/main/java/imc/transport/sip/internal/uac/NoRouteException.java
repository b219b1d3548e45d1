package imc.transport.sip.internal.uac;

import imc.api.transport.Delivery;
import java.io.IOException;

/** There is no way to a next hop; says what that means for a copy. */
final class NoRouteException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Delivery delivery;

    NoRouteException(Delivery delivery, String why) {
        super(why, null);
        this.delivery = delivery;
    }

    Delivery delivery() {
        return delivery;
    }
}
