package imc.script.events.internal;

import imc.api.SipAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that has happened in a room, which may be several events.
 *
 * @param size   of what it keeps, in bytes: what was said, or who was there before and after
 * @param events found out when its turn comes: that takes a while in a large room, whose own turn must not wait for it
 */
record Happening(SipAddress room, long size, Supplier<List<Event>> events) {

    static final String PREFIX = "imc:";

    /**
     * One event.
     *
     * @param facts by the names that {@link imc.api.script.ScriptSubject} has
     */
    record Event(Kind kind, Map<String, String> facts) {
    }

    /** What can happen. */
    enum Kind {
        CREATED, DESTROYED, JOINED, LEFT, MESSAGE;

        /** As a script has it: {@code imc:joined}. */
        String word() {
            return PREFIX + name().toLowerCase(Locale.ROOT);
        }
    }
}
