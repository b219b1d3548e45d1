package imc.rooms.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Rooms;
import imc.api.script.ScriptCall;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomNoticeTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-lunch@example.com");

    private final List<String> asked = new ArrayList<>();
    private final RoomNotice notice = new RoomNotice(part(Rooms.class, (name, given) -> {
        asked.add(name);
        return name.equals("room") ? Optional.of(Room.empty(ROOM, false)) : new CompletableFuture<>();
    }));

    private static <T> T part(Class<T> type, BiFunction<String, Object[], Object> answering) {
        return type.cast(Proxy.newProxyInstance(RoomNoticeTest.class.getClassLoader(), new Class<?>[] {type},
                (proxy, called, given) -> answering.apply(called.getName(), given)));
    }

    private int call(boolean isTrial) {
        ScriptCall call = part(ScriptCall.class, (name, given) -> name.equals("isTrial") ? isTrial
                : name.equals("text") ? List.of(ROOM.toString(), "Soup!").get((Integer) given[0]) : 2);
        return notice.call(call).toCompletableFuture().getNow(null);
    }

    @Test
    @DisplayName("a room is told, and not where it is only a trial")
    void trial() {
        assertEquals(1, call(true));
        assertEquals(List.of(), asked);
        assertEquals(1, call(false));
        assertEquals(List.of("room", "change"), asked);
    }
}
