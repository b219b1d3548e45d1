package imc.rooms.internal.content;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import imc.rooms.internal.state.Memberships;
import imc.rooms.internal.state.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The users whose last message came as message/cpim, and who therefore get theirs so. Everybody else gets plain text,
 * which every client has to understand (RFC 3428 §7), and so does a user whose client sends CPIM but refused it:
 * Linphone answers 488 where the member inside is not the sender outside. Only users of rooms are remembered, as long
 * as they are in one.
 */
@Component(service = CpimUsers.class)
public final class CpimUsers {

    /** Not acceptable here, unsupported media type, not acceptable (RFC 3261 §21.4). */
    private static final Set<Integer> REFUSES_TYPE = Set.of(488, 415, 406);

    private final Memberships memberships;
    private final Set<SipAddress> users = ConcurrentHashMap.newKeySet();
    private final Set<SipAddress> refusing = ConcurrentHashMap.newKeySet();

    @Activate
    public CpimUsers(@Reference Rooms rooms) {
        memberships = rooms.memberships();
        memberships.whenGone(this::forget);
    }

    @Deactivate
    void deactivate() {
        memberships.whenGone(user -> { });
    }

    /** Receivers by what they get, each in the order in which they stood. */
    public record Split(List<SipAddress> plain, List<SipAddress> cpim) {
    }

    private void forget(SipAddress user) {
        users.remove(user);
        refusing.remove(user);
    }

    public void sent(SipAddress user, boolean isCpim) {
        if (isCpim) {
            if (!refusing.contains(user)) {
                remember(users, user);
            }
        } else if (!users.isEmpty()) {
            users.remove(user);
        }
    }

    private void remember(Set<SipAddress> some, SipAddress user) {
        if (memberships.hasAny(user)) {
            some.add(user);
            if (!memberships.hasAny(user)) {
                // who leaves at this moment may have been forgotten a moment too early
                some.remove(user);
            }
        }
    }

    /** Whether this is how a client refuses CPIM; its user gets plain text from now on. */
    public boolean refused(SipAddress user, Delivery delivery) {
        if (!REFUSES_TYPE.contains(delivery.status())) {
            return false;
        }
        remember(refusing, user);
        users.remove(user);
        return true;
    }

    public Split split(List<SipAddress> receivers) {
        if (users.isEmpty()) {
            return new Split(receivers, List.of());
        }
        List<SipAddress> plain = new ArrayList<>(receivers.size());
        List<SipAddress> cpim = new ArrayList<>();
        for (SipAddress receiver : receivers) {
            (users.contains(receiver) ? cpim : plain).add(receiver);
        }
        return new Split(plain, cpim);
    }

    /** How many users are remembered. */
    public int size() {
        return users.size() + refusing.size();
    }
}
