package imc.sip.internal.server;

import imc.api.sip.SourceLimit;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/** How much is taken from whom: whoever says so is asked first of all. Safe for use by many threads. */
public final class SourceLimits {

    /** Somebody who was asked has failed: the request is answered 500. */
    static final int UNKNOWN = -1;

    private final Supplier<List<SourceLimit>> limits;
    private final Faults faults;

    /** @param limits who is asked; none of these lists changes */
    public SourceLimits(Supplier<List<SourceLimit>> limits, Figures figures) {
        this.limits = limits;
        this.faults = new Faults(figures);
    }

    /** After how many seconds to try again; 0 for at once, and less than that where somebody fails. Throws nothing. */
    public int retryAfter(InetAddress source) {
        try {
            for (SourceLimit limit : limits.get()) {
                int seconds = limit.retryAfter(source);
                if (seconds > 0) {
                    return seconds;
                }
            }
            return 0;
        } catch (Throwable e) { // the thread receives for everybody
            faults.add("How much is taken from {} could not be told; the request is answered 500", source, e);
            return UNKNOWN;
        }
    }
}
