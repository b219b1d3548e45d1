package imc.flood.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.net.Networks;
import imc.api.statistics.Statistic;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FloodsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 3 * SECOND); // it goes round
    private final Floods floods = new Floods(clock::get, Map.of("rate_source", "10", "rate_user", "2", "rate_room", "4",
            "burst", "3", "exempt", "192.0.2.0/24"));

    private static InetAddress ip(String address) throws UnknownHostException {
        return InetAddress.getByName(address);
    }

    private static Message message(SipAddress sender) {
        return new Message(sender, ROOM, ROOM, "call", Content.text("hello"), Map.of());
    }

    private int taken(InetAddress source) {
        int taken = 0;
        while (floods.retryAfter(source) == 0) {
            taken++;
        }
        return taken;
    }

    private long figure(String name) {
        return floods.statistics().stream().filter(each -> each.name().equals(name)).mapToLong(
                (Statistic each) -> each.value()).sum();
    }

    @Test
    @DisplayName("a source has a burst and then its rate, told when to try again; others do not notice")
    void source() throws Exception {
        InetAddress source = ip("198.51.100.7");
        assertEquals(31, taken(source));
        assertEquals(1, floods.retryAfter(source));
        assertEquals(31, taken(ip("198.51.100.8")));
        clock.addAndGet(2 * SECOND);
        assertEquals(20, taken(source));
        clock.addAndGet(100 * SECOND);
        assertEquals(31, taken(source));
        assertEquals(5, figure("refused_by_source"));
    }

    @Test
    @DisplayName("an IPv6 network is one source; who is exempt has no bound")
    void networks() throws Exception {
        assertEquals(31, taken(ip("2001:db8::1")));
        assertEquals(1, floods.retryAfter(ip("2001:db8::2")));
        assertEquals(List.of(new Buckets.Limited("2001:db8:0:0::/64", 2, 4)), floods.sources());
        Networks.ofAddresses(floods.sources().get(0).who());
        assertEquals(0, floods.retryAfter(ip("2001:db8:0:1::1")));
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, floods.retryAfter(ip("192.0.2.99")));
        }
    }

    @Test
    @DisplayName("however many sources come, they take bounded room; those beyond it share what one has")
    void many() throws Exception {
        for (int i = 0; i < 2 * Buckets.MOST; i++) {
            floods.retryAfter(ip("10." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF)));
        }
        assertTrue(floods.retryAfter(ip("203.0.113.1")) > 0);
        clock.addAndGet(60 * SECOND);
        assertEquals(0, floods.retryAfter(ip("203.0.113.1")));
    }

    @Test
    @DisplayName("a user is refused 480 without words, with the time after which to try again")
    void user() {
        for (int i = 0; i < 7; i++) {
            assertEquals(Optional.empty(), floods.taking(message(ALICE)));
        }
        assertEquals(Optional.of(new Answer(Floods.TOO_FAST, 480, null, "", 1)), floods.taking(message(ALICE)));
        assertEquals(Optional.empty(), floods.taking(message(BOB)));
        assertEquals(List.of(new Buckets.Limited(ALICE.toString(), 1, 4)), floods.users());
        clock.addAndGet(SECOND);
        assertEquals(Optional.empty(), floods.taking(message(ALICE)));
    }
}
