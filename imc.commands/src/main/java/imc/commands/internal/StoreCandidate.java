package imc.commands.internal;

import imc.api.store.RoomStore;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A store that is there and may serve.
 *
 * @param name      for people
 * @param ranking   its {@code service.ranking}
 * @param reference by which it leaves again
 */
record StoreCandidate(String name, int ranking, RoomStore store, ServiceReference<RoomStore> reference) {

    static StoreCandidate of(RoomStore store, ServiceReference<RoomStore> reference) {
        String name = reference.getProperty(RoomStore.NAME) instanceof String given ? given
                : reference.getBundle().getSymbolicName();
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        return new StoreCandidate(name, ranking, store, reference);
    }
}
