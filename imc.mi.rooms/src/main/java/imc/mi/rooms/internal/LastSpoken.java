package imc.mi.rooms.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** When each room was last spoken in, and by whom; since this bundle was started. Nothing is kept of what was said. */
@Component(service = {LastSpoken.class, RoomListener.class})
public final class LastSpoken implements RoomListener {

    private final Map<SipAddress, Spoken> rooms = new ConcurrentHashMap<>();

    /** A message that was sent on. */
    record Spoken(SipAddress speaker, long millis) {

        Instant at() {
            return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    @Override
    public void said(Speech speech) {
        rooms.put(speech.room().address(), new Spoken(speech.speaker(), System.currentTimeMillis()));
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        if (after.isEmpty()) {
            rooms.remove(address);
        }
    }

    /** The last message of a room that is there. */
    Optional<Spoken> in(SipAddress room) {
        return Optional.ofNullable(rooms.get(room));
    }
}
