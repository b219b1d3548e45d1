package imc.api.auth;

import imc.api.SipAddress;
import imc.api.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the users who may register and send.
 * <p>
 * A service of this type that is registered is ready to serve. Every method returns at once. Its stage completes on a
 * thread of the store or of the caller, which must not be held up: normally when what was asked for is read, or is
 * durable, else with a {@link StoreException}. A store that has gone away refuses by the stage, too, and first
 * completes every stage that it gave out. Safe for use by many threads. The module imc.store.kit has what is said here
 * as tests.
 */
@ConsumerType
public interface UserStore {

    /**
     * Who needs users to be kept with some configuration, among the facts of
     * {@link imc.api.config.ConfigurationCheck#facts}: {@code auth = digest in imc.auth}. Not among them where nobody
     * does.
     */
    String NEEDED = "imc.auth.users.needed";

    /** The credentials of a user; empty for one who is not there. */
    CompletionStage<Optional<Credentials>> find(SipAddress user);

    /**
     * Adds a user.
     *
     * @return whether that was done; false where the user is there already, whose credentials stay as they are
     */
    CompletionStage<Boolean> add(Credentials credentials);

    /**
     * Gives a user other credentials: all of them, none of the old ones is left.
     *
     * @return whether that was done; false where the user is not there
     */
    CompletionStage<Boolean> replace(Credentials credentials);

    /**
     * Takes a user away.
     *
     * @return whether that was done; false where the user is not there
     */
    CompletionStage<Boolean> remove(SipAddress user);

    /**
     * Some of the users, ordered by host and then by user part.
     *
     * @param from  how many to pass over; 0 or more
     * @param count how many to return at most; 1 or more
     */
    CompletionStage<List<SipAddress>> list(int from, int count);
}
