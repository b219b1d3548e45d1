package imc.api.location;

import imc.api.SipAddress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The location service (RFC 3261 §10.1): where a user can be reached now. */
@ConsumerType
public interface Location {

    /**
     * The user's contacts that have not expired, the preferred one (highest q) first, and of those with one q the one
     * that was registered or refreshed last. Empty for a user who is registered nowhere. Never waits.
     */
    List<Contact> contacts(SipAddress user);
}
