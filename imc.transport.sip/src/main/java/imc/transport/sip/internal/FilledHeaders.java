package imc.transport.sip.internal;

import imc.api.script.ScriptSubject;
import imc.api.script.ScriptTexts;
import imc.api.sip.SipHeaders;
import imc.api.transport.Broadcast;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Further headers with variables in them, filled once for each broadcast. One that cannot be filled is left out. Safe
 * for use by many threads.
 */
final class FilledHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(FilledHeaders.class);

    private final List<Header> headers;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param template empty for a value that is as it stands */
    private record Header(SipHeaders.Field field, Optional<ScriptTexts.Template> template) {
    }

    /** @param texts read what has variables in it */
    FilledHeaders(SipHeaders configured, ScriptTexts texts) {
        headers = configured.fields().stream().map(field -> new Header(field, field.value().indexOf('$') < 0
                ? Optional.empty() : Optional.of(texts.read(field.value())))).toList();
    }

    /** Whether a value might have variables in it. */
    static boolean areSome(SipHeaders configured) {
        return configured.fields().stream().anyMatch(field -> field.value().indexOf('$') >= 0);
    }

    /** As they are for that one. */
    SipHeaders of(Broadcast broadcast) {
        Map<String, String> facts = new HashMap<>(Map.of(ScriptSubject.ROOM, broadcast.from().toString()));
        broadcast.said().ifPresent(said -> {
            facts.put(ScriptSubject.MEMBER, said.speaker().toString());
            facts.put(ScriptSubject.BODY, new String(said.spoken().bytes(), StandardCharsets.UTF_8));
        });
        List<SipHeaders.Field> filled = new ArrayList<>(headers.size());
        for (Header header : headers) {
            if (header.template.isEmpty()) {
                filled.add(header.field);
            } else {
                fill(header.field.name(), header.template.get(), facts).ifPresent(filled::add);
            }
        }
        return new SipHeaders(filled);
    }

    private Optional<SipHeaders.Field> fill(String name, ScriptTexts.Template template, Map<String, String> facts) {
        try {
            // One line, whatever a stranger has said.
            return Optional.of(new SipHeaders.Field(name, template.filled(facts).replaceAll("\\p{Cntrl}",
                    " ").strip()));
        } catch (IllegalArgumentException e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("{}: extra_hdrs: {} is left out: {}. It is said once", RoomSettings.PID, name, e.getMessage());
            }
            return Optional.empty();
        }
    }
}
