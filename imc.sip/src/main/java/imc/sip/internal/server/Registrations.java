package imc.sip.internal.server;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.SipResponse;

/** Who wants to know of registrations. */
@FunctionalInterface
public interface Registrations {

    /** Somebody has registered, or taken the registration back, as the answer says. */
    void changed(SipAddress user, Flow source, SipResponse answer);
}
