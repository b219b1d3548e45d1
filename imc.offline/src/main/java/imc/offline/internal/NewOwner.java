package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.auth.UserListener;
import imc.api.mi.MiException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that nobody gets what waits for who had his name before. */
@Component
public final class NewOwner implements UserListener {

    private static final Logger LOG = LoggerFactory.getLogger(NewOwner.class);

    private final Offline offline;

    @Activate
    public NewOwner(@Reference Offline offline) {
        this.offline = offline;
    }

    /** With another password he is who he was. */
    @Override
    public void revoked(SipAddress user) {
    }

    @Override
    public Map<String, Object> removed(SipAddress user) {
        try {
            int dropped = new OfflineBox(OfflineBox.opened(offline), user).drop();
            offline.means().counters.dropped.add(dropped);
            return dropped == 0 ? Map.of() : Map.of("messages_dropped", dropped);
        } catch (MiException e) {
            LOG.warn("The messages that wait for {}, who was removed, are still there: {}; imc_offline_drop throws "
                    + "them away", user, e.getMessage());
            return Map.of("messages", "those that wait for him are still there, because they could not be thrown away"
                    + " (" + e.getMessage() + "); imc_offline_drop does it");
        }
    }

    /** He may be new to the server alone, and not to his rooms: they are his. */
    @Override
    public Map<String, Object> added(SipAddress user) {
        if (offline.isUnread()) {
            return Map.of("messages", "it cannot be read now whether some wait for that name; imc_offline_count tells "
                    + "it later, and imc_offline_drop throws them away");
        }
        int waiting = offline.opened().map(now -> now.boxes().waiting(user)).orElse(0);
        return waiting == 0 ? Map.of() : Map.of("messages", waiting + " wait for him, and are sent to him when he "
                + "registers; if they were for somebody else of that name, imc_offline_drop throws them away");
    }
}
