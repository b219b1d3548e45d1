package imc.registrar.internal;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for bindings that none has ever had: they say during which launch of the framework a binding was made, and so
 * whether the connection that it names can still be there; and whether it was made while nobody was asked who he is.
 */
final class Ruids {

    private static final int LENGTH = 8;
    /** At the end of what was made while nobody asked; no number ends like that. */
    private static final String UNASKED = "-u";

    private final String launch;
    private final String own;
    private final AtomicLong next = new AtomicLong();
    private volatile boolean isAsked;

    /** @param framework its UUID, which is another one after every launch; null if it has none */
    Ruids(String framework) {
        SecureRandom random = new SecureRandom();
        launch = (framework == null ? random(random) : framework.substring(0, LENGTH)) + '-';
        own = launch + random(random) + '-';
    }

    private static String random(SecureRandom random) {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    String next() {
        return next(!isAsked);
    }

    /** Another one for a binding that was made when that one was. */
    String nextAfter(String ruid) {
        return next(isUnasked(ruid));
    }

    private String next(boolean isUnasked) {
        return own + Long.toHexString(next.getAndIncrement()) + (isUnasked ? UNASKED : "");
    }

    /** Whether whoever registers from now on is asked who he is. */
    void asked(boolean whether) {
        isAsked = whether;
    }

    /** Whether a binding counts that was made at its time: not where somebody asks now and nobody did then. */
    boolean counts(String ruid) {
        return !isAsked || !isUnasked(ruid);
    }

    private static boolean isUnasked(String ruid) {
        return ruid.endsWith(UNASKED);
    }

    /** Whether it was given out here. */
    boolean isOwn(String ruid) {
        return ruid.startsWith(own);
    }

    /** Whether it was given out since the framework was launched. */
    boolean isOfThisLaunch(String ruid) {
        return ruid.startsWith(launch);
    }
}
