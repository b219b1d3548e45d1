package imc.control.internal;

import java.util.List;

/**
 * How the conference server's components stand at one moment.
 *
 * @param failures what could not be activated and will not be without somebody's help, one sentence each
 * @param waits what is not there yet, one sentence each
 */
record Assessment(List<String> failures, List<String> waits) {

    Assessment {
        failures = List.copyOf(failures);
        waits = List.copyOf(waits);
    }

    boolean isReady() {
        return failures.isEmpty() && waits.isEmpty();
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    /** What stands behind a colon: the failures if there are any, else what is waited for; several in a line each. */
    String reason() {
        return text(hasFailed() ? failures : waits);
    }

    /** As what stands behind a colon. */
    static String text(List<String> reasons) {
        return reasons.size() == 1 ? " " + reasons.get(0) : "\n  " + String.join("\n  ", reasons);
    }
}
