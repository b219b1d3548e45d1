package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.mi.MiAddress;
import imc.api.mi.MiException;
import imc.api.mi.MiPatience;
import imc.api.offline.OfflineStore.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What waits for one user, for an operator, who waits for the store. */
record OfflineBox(Offline.Opened opened, SipAddress user) {

    private static final MiPatience STORE = new MiPatience("The store of messages", Duration.ofSeconds(5));
    /** What a command does more than so often, another one goes on with. */
    private static final int MOST_ROUNDS = 100;
    private static final int AT_ONCE = 100;

    static Offline.Opened opened(Offline offline) throws MiException {
        return offline.opened().orElseThrow(() -> MiException.failed("No store of messages is there"));
    }

    static OfflineBox of(Offline offline, Map<String, Object> parameters) throws MiException {
        if (!(parameters.get("user") instanceof String text) || text.isBlank()) {
            throw MiException.badRequest("The parameter 'user' is missing: sip:user@host");
        }
        return new OfflineBox(opened(offline), MiAddress.of("user", text));
    }

    /** What has expired since somebody looked last waits for nobody any more. */
    void expire(Offline offline) throws MiException {
        STORE.await(offline.expire(opened));
    }

    int waiting() {
        return opened.boxes().waiting(user);
    }

    List<Kept> first(int count) throws MiException {
        return STORE.await(opened.store().first(user, count));
    }

    /**
     * Throws it away, and ends the run that is giving it to him.
     *
     * @return how many there were
     */
    int drop() throws MiException {
        int dropped = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Long> ids = first(AT_ONCE).stream().map(Kept::id).toList();
            if (ids.isEmpty()) {
                break;
            }
            STORE.await(opened.store().remove(ids));
            opened.boxes().removed(Map.of(user, ids.size()));
            dropped += ids.size();
        }
        opened.runs().forget(user);
        return dropped;
    }
}
