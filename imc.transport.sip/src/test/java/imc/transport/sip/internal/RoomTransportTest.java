package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.script.ScriptTexts;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.sip.SipHeaders;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomTransportTest {

    private static final Broadcast BROADCAST = new Broadcast(SipAddress.parse("sip:chat-1@h"),
            List.of(SipAddress.parse("sip:bob@h"), SipAddress.parse("sip:carol@h")), Content.text("hi"),
            Map.of("In-Reply-To", "c"));

    private final List<SharedRequest> sent = new ArrayList<>();
    private final List<SipFanOut.Outcomes> outcomes = new ArrayList<>();
    private final RoomTransport transport = new RoomTransport((request, told) -> {
        sent.add(request);
        outcomes.add(told);
    }, Map.of("extra_hdrs", "P-Hint: imc\\r\\nX-Room: 1"));

    @Test
    @DisplayName("a broadcast is a MESSAGE from the room, with the headers that are configured now")
    void message() {
        transport.send(BROADCAST, (broadcast, receiver, delivery) -> { });
        assertEquals(new SharedRequest("MESSAGE", BROADCAST.from(), BROADCAST.receivers(), SipHeaders.NONE
                .with("In-Reply-To", "c").with("P-Hint", "imc").with("X-Room", "1"), BROADCAST.content()), sent.get(0));
        transport.modified(Map.of("extra_hdrs", ""));
        transport.send(BROADCAST, (broadcast, receiver, delivery) -> { });
        assertEquals(SipHeaders.NONE.with("In-Reply-To", "c"), sent.get(1).headers());
    }

    @Test
    @DisplayName("variables in further headers are filled in for each broadcast; what cannot be filled is left out")
    void variables() {
        ScriptTexts texts = text -> facts -> {
            if (text.contains("$no")) {
                throw new IllegalArgumentException("there is no $no");
            }
            return text.replace("$imc(room)", facts.get("room")).replace("$nl", "\r\nVia: x");
        };
        transport.modified(Map.of("extra_hdrs", "X-Room: $imc(room)\\r\\nX-No: $no\\r\\nX-Line: a$nl\\r\\nX-A: 1"));
        assertEquals("$imc(room)", sentHeaders().first("X-Room").orElseThrow());
        transport.bindTexts(texts);
        assertEquals(SipHeaders.NONE.with("In-Reply-To", "c").with("X-Room", "sip:chat-1@h").with("X-Line", "a  Via: x")
                .with("X-A", "1"), sentHeaders());
        transport.unbindTexts(texts);
        assertEquals("$imc(room)", sentHeaders().first("X-Room").orElseThrow());
    }

    private SipHeaders sentHeaders() {
        transport.send(BROADCAST, (broadcast, receiver, delivery) -> { });
        return sent.get(sent.size() - 1).headers();
    }

    @Test
    @DisplayName("what a member said goes to his devices, but for the one that he has said it with")
    void echo() {
        transport.echo(BROADCAST, "phone");
        assertEquals("phone", sent.get(0).except());
        assertEquals(BROADCAST.receivers(), sent.get(0).receivers());
        outcomes.get(0).ended(0, Delivery.TIMED_OUT); // is nobody's business
    }

    @Test
    @DisplayName("each receiver's end is told to the one who has sent, as it is")
    void ends() {
        List<Integer> ended = new ArrayList<>();
        transport.send(BROADCAST, (broadcast, receiver, delivery) -> {
            assertSame(BROADCAST, broadcast);
            assertEquals(Delivery.TIMED_OUT, delivery);
            ended.add(receiver);
        });
        outcomes.get(0).ended(1, Delivery.TIMED_OUT);
        outcomes.get(0).ended(0, Delivery.TIMED_OUT);
        assertEquals(List.of(1, 0), ended);
    }
}
