package imc.script.events.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.Speech;
import imc.api.script.ScriptSubject;
import imc.script.events.internal.Happening.Event;
import imc.script.events.internal.Happening.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes events of what rooms tell. */
final class Changes {

    private Changes() {
    }

    /** What a change was: a room's beginning or its end, or who came and who went. */
    static List<Event> of(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        if (before.isEmpty() || after.isEmpty()) {
            Kind kind = before.isEmpty() ? Kind.CREATED : Kind.DESTROYED;
            boolean isNobody = cause.by().equals(address);
            Optional<Member> by = after.or(() -> before).flatMap(room -> room.member(cause.by()));
            return List.of(new Event(kind, facts(address, isNobody ? "" : cause.by().toString(),
                    by.map(member -> member.role().word()).orElse(""), after, cause)));
        }
        List<Event> events = new ArrayList<>();
        for (Member member : after.get().members()) {
            if (member.role().isPresent() && !before.get().isPresent(member.address())) {
                events.add(new Event(Kind.JOINED, facts(address, member, after, cause)));
            }
        }
        for (Member member : before.get().members()) {
            if (member.role().isPresent() && !after.get().isPresent(member.address())) {
                events.add(new Event(Kind.LEFT, facts(address, member, after, cause)));
            }
        }
        return events;
    }

    private static Map<String, String> facts(SipAddress room, Member member, Optional<Room> after, Cause cause) {
        return facts(room, member.address().toString(), member.role().word(), after, cause);
    }

    private static Map<String, String> facts(SipAddress room, String member, String role, Optional<Room> after,
            Cause cause) {
        return Map.of(ScriptSubject.ROOM, room.toString(), ScriptSubject.MEMBER, member, ScriptSubject.ROLE, role,
                ScriptSubject.COUNT, Integer.toString(after.map(Room::presentCount).orElse(0)),
                ScriptSubject.COMMAND, cause.what());
    }

    /** Something was said. */
    static Event of(Speech speech) {
        Map<String, String> facts = new HashMap<>();
        facts.put(ScriptSubject.ROOM, speech.room().address().toString());
        facts.put(ScriptSubject.MEMBER, speech.speaker().toString());
        facts.put(ScriptSubject.ROLE, speech.room().member(speech.speaker()).map(member -> member.role().word())
                .orElse(""));
        facts.put(ScriptSubject.COUNT, Integer.toString(speech.room().presentCount()));
        facts.put(ScriptSubject.CODE, Integer.toString(speech.answer().code()));
        facts.put(ScriptSubject.BODY, speech.content().isText() ? speech.content().asText() : "");
        return new Event(Kind.MESSAGE, Map.copyOf(facts));
    }
}
