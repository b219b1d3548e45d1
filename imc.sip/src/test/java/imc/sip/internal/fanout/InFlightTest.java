package imc.sip.internal.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipHeaders;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightTest {

    private static final int MOST = 100 << 20;
    private static final int BODY = 32_768;

    private final InFlight inFlight = new InFlight(() -> MOST);
    private final List<InFlight.Load> loads = new ArrayList<>();

    private static SipAddress room(int number) {
        return SipAddress.parse("sip:chat-" + number + "@example.com");
    }

    private void begin(SipAddress room) {
        SharedRequest request = new SharedRequest("MESSAGE", room, List.of(SipAddress.parse("sip:bob@example.com")),
                SipHeaders.NONE, Content.text("x".repeat(BODY)));
        InFlight.Load load = inFlight.load(room, new EncodedRequest(request), BODY, 1);
        load.hold(1);
        load.begun();
        load.release();
        loads.add(load);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 100})
    @DisplayName("however many rooms take all that they get, there is memory left, and another room is let in")
    void othersDoNotNotice(int greedy) {
        for (int round = 0; round < MOST / BODY; round++) {
            for (int i = 0; i < greedy; i++) {
                if (!inFlight.holdsUp(room(i))) {
                    begin(room(i));
                }
            }
        }
        for (int i = 0; i < greedy; i++) {
            assertTrue(inFlight.holdsUp(room(i)), "room " + i);
        }
        assertTrue(inFlight.bytes() > MOST / 2, inFlight + " bytes");
        assertFalse(inFlight.isFull());
        SipAddress other = room(greedy);
        begin(other);
        assertFalse(inFlight.holdsUp(other));
        loads.forEach(InFlight.Load::ended);
        assertEquals(0, inFlight.bytes());
        assertFalse(inFlight.holdsUp(room(0)));
    }

    @Test
    @DisplayName("what copies share counts once, as long as one of them is open")
    void shared() {
        begin(room(1));
        long one = inFlight.bytes();
        InFlight.Load load = loads.get(0);
        load.begun();
        assertEquals(one + InFlight.COPY, inFlight.bytes());
        load.ended();
        assertEquals(one, inFlight.bytes());
        assertTrue(one > 2 * BODY, one + " bytes");
        load.ended();
        assertEquals(0, inFlight.bytes());
        // On its way to the next server of its name.
        load.begun();
        assertEquals(one, inFlight.bytes());
        load.ended();
        assertEquals(0, inFlight.bytes());
    }

    @Test
    @DisplayName("what has come in counts until it is dealt with")
    void entered() {
        inFlight.entered(room(1), MOST);
        assertTrue(inFlight.isFull());
        assertTrue(inFlight.holdsUp(room(1)));
        inFlight.left(room(1), MOST);
        assertEquals(0, inFlight.bytes());
    }
}
