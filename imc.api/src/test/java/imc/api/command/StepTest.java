package imc.api.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.store.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat@example.com");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");

    @Test
    void changesAndNoticesKeepTheirOrder() {
        Step step = Step.done().changing(new Change.RoomCreated(ROOM, false)).noticing(ALICE, "one")
                .changing(new Change.RoomDestroyed(ROOM)).telling(List.of(ALICE), "two");
        assertEquals(List.of(new Change.RoomCreated(ROOM, false), new Change.RoomDestroyed(ROOM)), step.changes());
        assertEquals(List.of("*** one", "two"),
                step.notices().stream().map(notice -> notice.content().asText()).toList());
    }

    @Test
    void aRefusalChangesNothing() {
        Step refused = Step.refused(ReturnCode.JOIN_NO_ROOM);
        assertEquals(404, refused.answer().status());
        assertThrows(IllegalArgumentException.class, () -> refused.changing(new Change.RoomDestroyed(ROOM)));
    }
}
