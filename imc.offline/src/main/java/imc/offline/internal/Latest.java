package imc.offline.internal;

import imc.api.SipAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has shown himself lately, and when: the last {@value #MOST} of them. Safe for use by many threads. */
final class Latest {

    private static final int MOST = 10_000;

    private final Map<SipAddress, Instant> last = new LinkedHashMap<>(16, 0.75F, true);

    synchronized void shown(SipAddress user, Instant now) {
        if (last.put(user, now) == null && last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
    }

    /** Whether he has since then. */
    synchronized boolean isSince(SipAddress user, Instant then) {
        Instant when = last.get(user);
        return when != null && when.isAfter(then);
    }
}
