package imc.bench.load;

import java.util.TreeMap;

/** How requests ended, other than well. For one thread. */
final class Outcomes {

    private final TreeMap<Integer, Long> failures = new TreeMap<>();
    private long overloaded;
    private long unanswered;

    /** Answered so, finally. */
    void answered(int status) {
        if (status == 503) {
            overloaded++;
        } else if (status >= 300) {
            failures.merge(status, 1L, Long::sum);
        }
    }

    void unanswered() {
        unanswered++;
    }

    /** Empty if every request was answered 200, or 503 under overload. */
    String troubles() {
        StringBuilder text = new StringBuilder();
        failures.forEach((status, count) -> text.append(count).append(" answered ").append(status).append(", "));
        if (unanswered > 0) {
            text.append(unanswered).append(" never answered, ");
        }
        return text.isEmpty() ? "" : text.substring(0, text.length() - 2);
    }

    long overloaded() {
        return overloaded;
    }
}
