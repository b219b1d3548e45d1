package imc.script.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says each thing once, until there is another script. Safe for use by many threads. */
final class Told {

    /** What names a request is another thing each time. */
    private static final int MOST = 1000;

    private final Logger log;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Told(Logger log) {
        this.log = log;
    }

    void say(String what, @Nullable Throwable cause) {
        if (said.size() < MOST && said.add(what)) {
            log.error("{}. It is said once", what, cause);
        } else {
            log.debug("{}", what, cause);
        }
    }

    void forget() {
        said.clear();
    }
}
