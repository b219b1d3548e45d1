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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The further headers that are configured, variables in them filled once for each broadcast. One that cannot be filled
 * is left out. Safe for use by many threads.
 */
final class FilledHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(FilledHeaders.class);

    private final SipHeaders configured;
    /** Of those with variables. */
    private final Map<SipHeaders.Field, ScriptTexts.Template> templates;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param texts read what has variables in it; null where nobody does, and all is as it stands */
    FilledHeaders(SipHeaders configured, ScriptTexts texts) {
        this.configured = configured;
        this.templates = texts == null ? Map.of() : configured.fields().stream().distinct()
                .filter(field -> field.value().indexOf('$') >= 0)
                .collect(Collectors.toMap(Function.identity(), field -> texts.read(field.value())));
    }

    /** As they are for that one. */
    SipHeaders of(Broadcast broadcast) {
        if (templates.isEmpty()) {
            return configured;
        }
        Map<String, String> facts = new HashMap<>(Map.of(ScriptSubject.ROOM, broadcast.from().toString()));
        broadcast.said().ifPresent(said -> {
            facts.put(ScriptSubject.MEMBER, said.speaker().toString());
            facts.put(ScriptSubject.BODY, new String(said.spoken().bytes(), StandardCharsets.UTF_8));
        });
        List<SipHeaders.Field> filled = new ArrayList<>(configured.fields().size());
        for (SipHeaders.Field field : configured.fields()) {
            ScriptTexts.Template template = templates.get(field);
            if (template == null) {
                filled.add(field);
            } else {
                fill(field.name(), template, facts).ifPresent(filled::add);
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
