package imc.auth.internal;

import imc.api.net.IpAddress;
import imc.api.sip.Flow;

/**
 * From where somebody sends, as {@link IpAddress#source} tells it.
 *
 * @param text the address, or the network's bits
 */
record Source(String text) {

    static Source of(Flow flow) {
        // Most are IPv4 addresses, which need no second look.
        return new Source(flow.host().indexOf(':') < 0 ? flow.host() : IpAddress.source(flow.host()));
    }

    @Override
    public String toString() {
        return text;
    }
}
