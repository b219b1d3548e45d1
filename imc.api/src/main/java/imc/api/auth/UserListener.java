package imc.api.auth;

import imc.api.SipAddress;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears when what a user was let in by does not hold any more, and who is added and removed. To add one, register a
 * service of this type. Called on a thread of management's; what it throws is logged, and disturbs nobody.
 */
@ConsumerType
public interface UserListener {

    /** The user was taken away, or has another password: whoever logged in before must not be served any more. */
    void revoked(SipAddress user);

    /**
     * The user was taken away for good, and {@link #revoked}. What is kept for him alone has to go, because whoever is
     * given his name next must not get it. May wait for a store for some seconds.
     *
     * @return for whoever removed him: what has gone with him, and what is still there, by names that say whose they
     *     are, with values as an {@link imc.api.mi.MiCommand} returns them; empty for nothing
     */
    default Map<String, Object> removed(SipAddress user) {
        return Map.of();
    }

    /**
     * The user was added.
     *
     * @return for whoever added him: what is there already in that name, as from {@link #removed}
     */
    default Map<String, Object> added(SipAddress user) {
        return Map.of();
    }
}
