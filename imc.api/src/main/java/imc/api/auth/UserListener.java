package imc.api.auth;

import imc.api.SipAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears when what a user was let in by does not hold any more. To add one, register a service of this type. Called on a
 * thread of management's; what it throws is logged, and disturbs nobody.
 */
@ConsumerType
public interface UserListener {

    /** The user was taken away, or has another password: whoever logged in before must not be served any more. */
    void revoked(SipAddress user);
}
