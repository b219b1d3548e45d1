package imc.rooms.internal.content;

import imc.api.SipAddress;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Remembers whose message bore which Message-ID, so that a disposition notification (IMDN, RFC 5438) finds the member
 * whose message it reports on. The oldest are forgotten first.
 */
@Component(service = Notifications.class)
public final class Notifications implements RoomListener {

    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_ID = 256;

    private final Map<Key, SipAddress> senders = Collections.synchronizedMap(new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SipAddress> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Key(SipAddress room, String messageId) {
    }

    @Activate
    public Notifications() {
        // no message has been sent yet
    }

    /** A message that has an identifier is remembered by it. */
    @Override
    public void said(Speech speech) {
        // Who names his message as another's was named gets no notification of that one.
        speech.messageId().filter(id -> id.length() <= LONGEST_ID)
                .ifPresent(id -> senders.putIfAbsent(new Key(speech.room().address(), id), speech.speaker()));
    }

    /** The member whose message the notification reports on; empty if that is not known (any more). */
    public Optional<SipAddress> reportsTo(SipAddress room, Report report) {
        return Optional.ofNullable(senders.get(new Key(room, report.messageId())));
    }
}
