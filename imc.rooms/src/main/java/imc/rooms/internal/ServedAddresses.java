package imc.rooms.internal;

import imc.api.SipAddress;
import imc.api.transport.RoomAddresses;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Which addresses rooms can have, as the transports say that are there; any while none says something. */
@Component(service = ServedAddresses.class)
public final class ServedAddresses {

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    final List<RoomAddresses> sources = new CopyOnWriteArrayList<>();

    /** Whether a user can have it. */
    boolean canBeUser(SipAddress address) {
        for (RoomAddresses source : sources) { // of whoever commands something
            if (!source.canBeUser(address)) {
                return false;
            }
        }
        return true;
    }

    /** Which addresses rooms can have, for people, where this is none of them; empty for one that is. */
    Optional<String> objection(SipAddress room) {
        if (sources.isEmpty() || sources.stream().anyMatch(source -> source.serves(room))) {
            return Optional.empty();
        }
        return Optional.of(sources.stream().map(RoomAddresses::description).collect(Collectors.joining(", ")));
    }
}
