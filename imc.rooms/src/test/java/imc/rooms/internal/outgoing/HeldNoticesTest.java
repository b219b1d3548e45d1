package imc.rooms.internal.outgoing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Content;
import imc.api.transport.Broadcast;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import imc.rooms.internal.Await;
import imc.rooms.internal.Conference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeldNoticesTest {

    private static final DeliveryListener NOBODY = (broadcast, receiver, delivery) -> { };

    private long now = Long.MAX_VALUE - 5;
    private final HeldNotices held = new HeldNotices(() -> now);
    private final AtomicReference<Transport> current = new AtomicReference<>();

    private void keep(String text) {
        keep(text, NOBODY);
    }

    private void keep(String text, DeliveryListener listener) {
        held.keepUnless(current::get, new Broadcast(Conference.CHAT, List.of(Conference.user("bob")),
                Content.text(text), Map.of()), listener);
    }

    @Test
    @DisplayName("nobody is called under the lock, and what comes while the kept ones are sent comes after them")
    void noLockHeld() throws Exception {
        List<String> sent = new ArrayList<>();
        List<Boolean> locked = new ArrayList<>();
        Transport transport = (broadcast, listener) -> {
            locked.add(Thread.holdsLock(held));
            sent.add(broadcast.content().asText());
            if (broadcast.content().asText().equals("one")) {
                // somebody else has a notice while this one is being sent
                Thread other = new Thread(() -> keep("three"));
                other.start();
                Await.that("another thread does not have to wait", () -> !other.isAlive());
            }
        };
        keep("one");
        keep("two");
        held.sendTo(transport, () -> current.set(transport));
        assertEquals(List.of("one", "two", "three"), sent);
        assertEquals(List.of(false, false, false), locked);
    }

    @Test
    @DisplayName("each waits for up to a minute: what is older says nothing any more")
    void tooOld() {
        List<String> sent = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        keep("old", (broadcast, receiver, delivery) ->
                ended.add(broadcast.content().asText() + " " + delivery.status()));
        now += 1;
        keep("young");
        now += Duration.ofMinutes(1).toNanos();
        held.sendTo((broadcast, listener) -> sent.add(broadcast.content().asText()), () -> { });
        assertEquals(List.of("young"), sent);
        assertEquals(List.of("old 503"), ended);
        assertEquals(1, held.lost());
        assertEquals(0, held.size());
    }

    @Test
    @DisplayName("they are bounded in number and in bytes, and who is beyond is told without the lock")
    void bounded() {
        List<Boolean> locked = new ArrayList<>();
        DeliveryListener listener = (broadcast, receiver, delivery) -> locked.add(Thread.holdsLock(held));
        IntStream.range(0, HeldNotices.MOST + 3).forEach(i -> keep("x", listener));
        assertEquals(3, held.lost());
        assertEquals(List.of(false, false, false), locked);
        HeldNotices heavy = new HeldNotices(System::nanoTime);
        Broadcast big = new Broadcast(Conference.CHAT, List.of(Conference.user("bob")),
                new Content("text/plain", new byte[1 << 20]), Map.of());
        IntStream.range(0, 20).forEach(i -> heavy.keepUnless(() -> null, big, NOBODY));
        assertEquals(5, heavy.lost());
    }
}
