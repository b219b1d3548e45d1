package imc.script.internal;

import imc.api.log.EventLog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says each thing once, until there is another script. Safe for use by many threads. */
final class Told {

    private static final int MOST = 1000;
    private static final int LONGEST = 300;

    private final Logger log;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Told(Logger log) {
        this.log = log;
    }

    /**
     * Says something in one line. What stands in quotation marks a stranger may have chosen, so that it makes no other
     * thing of it.
     *
     * @param cause in the log unless it says that an argument is wrong: that says what, and has a stranger's text whole
     */
    void say(String what, @Nullable Throwable cause) {
        String line = EventLog.line(what.substring(0, Math.min(what.length(), LONGEST)));
        Throwable shown = cause instanceof IllegalArgumentException ? null : cause;
        if (said.size() < MOST && said.add(line.replaceAll("'.*", ""))) {
            log.error("{}. It is said once", line, shown);
        } else {
            log.debug("{}", line, shown);
        }
    }

    void forget() {
        said.clear();
    }
}
