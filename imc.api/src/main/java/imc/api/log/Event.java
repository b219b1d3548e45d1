package imc.api.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, for the event log: in a word, with what belongs to it. Built by adding, by one thread. None
 * of it may be of a body, or a password.
 */
public final class Event {

    private final String what;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Event(String what) {
        this.what = Objects.requireNonNull(what, "what");
    }

    /** Something, in a word. */
    public static Event of(String what) {
        return new Event(what);
    }

    /**
     * This, with something that belongs to it.
     *
     * @param name  as in a line: {@code call-id}
     * @param value made a text that {@link EventLog#quoted} shows; null or an empty text where there is none, and then
     *              nothing is said about it
     */
    public Event with(String name, @Nullable Object value) {
        String text = Objects.toString(value, "");
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
        return this;
    }

    /** The line: {@code joined user=sip:bob@example.com room=sip:chat-1@example.com call-id=a84b4c}. */
    public String line() {
        return EventLog.quoted(what) + fields.entrySet().stream()
                .map(field -> " " + field.getKey() + "=" + EventLog.quoted(field.getValue()))
                .collect(Collectors.joining());
    }

    /**
     * What belongs to it, by names that programs take ({@code call_id}), for a log's own fields, without what could
     * make a line of its own; and what happened, as {@code event}.
     */
    public Map<String, String> fields() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("event", EventLog.safe(what));
        fields.forEach((name, value) -> named.put(name.replace('-', '_'), EventLog.safe(value)));
        return named;
    }
}
