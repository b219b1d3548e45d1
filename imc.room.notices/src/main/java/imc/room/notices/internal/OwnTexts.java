package imc.room.notices.internal;

import imc.api.command.Notice;
import imc.api.script.ScriptTexts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator has written, as far as it can be read now. Safe for use by many threads. */
final class OwnTexts {

    private static final Logger LOG = LoggerFactory.getLogger(OwnTexts.class);

    private final Map<OwnText.Key, Ready> texts = new HashMap<>();

    private record Ready(OwnText written, FilledText text, AtomicBoolean told) {
    }

    /** @param variables reads variables; null where nobody does: texts that have some are left out */
    OwnTexts(List<OwnText> written, @Nullable ScriptTexts variables) {
        for (OwnText each : written) {
            try {
                texts.put(each.key(), new Ready(each, each.with(piece -> part(piece, variables)),
                        new AtomicBoolean()));
            } catch (Away e) {
                LOG.debug("{} has variables, and waits for imc.script", each.label());
            } catch (IllegalArgumentException e) {
                LOG.error("{}: texts: the text for {} cannot be read, and the usual one stays: {}", NoticesSettings.PID,
                        each.label(), e.getMessage());
            }
        }
    }

    /** Nobody reads variables. */
    private static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static FilledText.Part part(String piece, @Nullable ScriptTexts variables) {
        if (variables == null) {
            throw new Away();
        }
        ScriptTexts.Template template = variables.read(piece);
        return (facts, arguments) -> template.filled(facts);
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Whether this notice has a text here. */
    boolean have(Notice notice) {
        return notice.wording().flatMap(this::find).isPresent();
    }

    private Optional<Ready> find(Notice.Wording wording) {
        return OwnText.keys(wording).stream().map(texts::get).filter(ready -> ready != null).findFirst();
    }

    /** The notice in the operator's words; as it is where there are none, or where they cannot be filled. */
    Notice of(Notice notice, Map<String, String> facts) {
        Ready ready = notice.wording().flatMap(this::find).orElse(null);
        if (ready == null) {
            return notice;
        }
        try {
            return notice.saying(Notice.MARK + ready.text.of(facts, notice.wording().orElseThrow().arguments()));
        } catch (RuntimeException e) { // whatever is wrong with a text, what it tells of has happened
            if (ready.told.compareAndSet(false, true)) {
                LOG.warn("{}: texts: the text for {} cannot be filled, and the usual one is sent: {}. It is said once",
                        NoticesSettings.PID, ready.written.label(), e.getMessage());
            }
            return notice;
        }
    }
}
