package imc.sip.internal;

import imc.api.SipAddress;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.route.ProxyAddresses;
import imc.sip.internal.route.Whereabouts;
import java.net.InetAddress;
import java.util.function.BooleanSupplier;

/**
 * Whether it is known where users are.
 *
 * @param expected whether a bundle is installed that offers a location service
 */
record Located(InForce settings, Whereabouts whereabouts, ProxyAddresses proxy, BooleanSupplier expected) {

    /** For those behind our proxy, the proxy answers; who is registered is where he is. */
    boolean isKnown(SipAddress sender, InetAddress source) {
        return proxy.contains(source) || !whereabouts.contacts(sender).isEmpty();
    }

    /** Whether nobody can say where users are, and somebody will: what is accepted now would be lost. */
    boolean isLost() {
        if (whereabouts.isThere() || settings.outboundProxy().isPresent()) {
            return false;
        }
        return switch (settings.get(SipSettings.LOCATION)) {
            case NONE -> false;
            case REQUIRED -> true;
            case AUTO -> whereabouts.isAway() || !whereabouts.wasThere() && expected.getAsBoolean();
        };
    }

    /** Whether nobody can say where a user is, who was not asked about lately, and somebody will. */
    boolean isLost(SipAddress user) {
        return isLost() && !whereabouts.isRemembered(user);
    }
}
