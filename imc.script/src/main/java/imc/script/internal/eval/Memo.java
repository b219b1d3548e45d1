package imc.script.internal.eval;

import imc.api.script.ScriptSubject;
import imc.script.internal.whiteboard.Variables;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition was true lately, where it looks at nothing but the method and the Request-URI: those of most
 * requests are the same as of others, and a condition takes longer than to see that. Bounded in number and bytes. Safe
 * for use by many threads.
 */
final class Memo {

    private static final int SLOTS = 16;
    private static final int LONGEST = 256;

    private final Set<String> names;
    private final Variables variables;
    private final AtomicReferenceArray<@Nullable Known> all = new AtomicReferenceArray<>(SLOTS);
    private volatile Offer offer = new Offer(this, false);

    /** @param state of the variables on offer */
    private record Known(Object state, String method, String requestUri, Boolean value) {
    }

    /** Whether all that is read depends on the Request-URI alone, as variables are offered now. */
    private record Offer(Object state, boolean isOfUri) {
    }

    /** @param names of the variables that the condition reads */
    Memo(Set<String> names, Variables variables) {
        this.names = Set.copyOf(names);
        this.variables = variables;
    }

    /** What it is worth: as it was, or as it is found now. */
    Object value(ScriptSubject subject, Supplier<Object> finding) {
        Offer now = offer();
        if (!now.isOfUri) {
            return finding.get();
        }
        String requestUri = subject.requestUri();
        Known known = all.get(slot(requestUri));
        if (known != null && known.state == now.state && known.requestUri.equals(requestUri)
                && known.method.equals(subject.method())) {
            return known.value;
        }
        Object value = finding.get();
        if (value instanceof Boolean truth && requestUri.length() <= LONGEST) {
            all.set(slot(requestUri), new Known(now.state, subject.method(), requestUri, truth));
        }
        return value;
    }

    private Offer offer() {
        Offer now = offer;
        Object state = variables.state();
        if (now.state != state) {
            now = new Offer(state, names.stream().allMatch(variables::isOfUri));
            offer = now;
        }
        return now;
    }

    private static int slot(String requestUri) {
        return requestUri.hashCode() & SLOTS - 1;
    }
}
