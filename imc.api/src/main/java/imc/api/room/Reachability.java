package imc.api.room;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Which members did not get what their rooms sent them lately. Safe for use by many threads; waits for nothing. */
@ProviderType
public interface Reachability {

    /**
     * Copies that did not get to a member.
     *
     * @param copies in a row, up to the last one; at least 1
     * @param last   how that one failed
     * @param at     when that was known
     */
    record Missed(int copies, Delivery last, Instant at) {
        public Missed {
            Objects.requireNonNull(last, "last");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * What this member has not got since something got there. Empty where the last copy arrived, where nothing has been
     * sent, and where what failed is what all receivers share ({@link Delivery#isShared}).
     */
    Optional<Missed> missed(SipAddress room, SipAddress member);
}
