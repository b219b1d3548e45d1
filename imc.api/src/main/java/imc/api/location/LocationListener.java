package imc.api.location;

import imc.api.SipAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears when users can be reached. To add one, register a service of this type. Called on a thread that receives for
 * everybody, after the registration has been answered or while it is: it must wait for nothing. What it throws is
 * logged once and counted.
 */
@ConsumerType
public interface LocationListener {

    /** The user has registered, or refreshed a registration: requests may reach him now. */
    void registered(SipAddress user);
}
