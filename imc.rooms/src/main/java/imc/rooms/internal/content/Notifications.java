package imc.rooms.internal.content;

import imc.api.SipAddress;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final Map<Key, SipAddress> senders = new ConcurrentHashMap<>();
    private final Queue<Key> order = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    private record Key(SipAddress room, String messageId) {
    }

    @Activate
    public Notifications() {
        // no message has been sent yet
    }

    /** A message that has an identifier is remembered by it. */
    @Override
    public void said(Speech speech) {
        if (speech.messageId().isPresent()) {
            remember(speech.room().address(), speech.messageId().get(), speech.speaker());
        }
    }

    private void remember(SipAddress room, String messageId, SipAddress sender) {
        Key key = new Key(room, messageId);
        // Who names his message as another's was named gets no notification of that one.
        if (messageId.length() > LONGEST_ID || senders.putIfAbsent(key, sender) != null) {
            return;
        }
        order.add(key);
        if (size.incrementAndGet() > REMEMBERED) {
            size.decrementAndGet();
            senders.remove(order.remove());
        }
    }

    /** The member whose message the notification reports on; empty if that is not known (any more). */
    public Optional<SipAddress> reportsTo(SipAddress room, Report report) {
        return Optional.ofNullable(senders.get(new Key(room, report.messageId())));
    }
}
