package imc.commands.internal;

import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The users whose last message came as message/cpim, and who therefore get theirs so. Everybody else gets plain text,
 * which every client has to understand (RFC 3428 §7).
 */
@Component(service = CpimUsers.class)
public final class CpimUsers {

    private final Set<SipAddress> users = ConcurrentHashMap.newKeySet();

    @Activate
    public CpimUsers() {
        // nobody has sent anything yet
    }

    /** Receivers by what they get, each in the order in which they stood. */
    record Split(List<SipAddress> plain, List<SipAddress> cpim) {
    }

    void sent(SipAddress user, boolean isCpim) {
        if (isCpim) {
            users.add(user);
        } else if (!users.isEmpty()) {
            users.remove(user);
        }
    }

    Split split(List<SipAddress> receivers) {
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
}
