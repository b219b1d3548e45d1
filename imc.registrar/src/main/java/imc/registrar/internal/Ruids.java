package imc.registrar.internal;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for bindings that none has ever had: they say during which launch of the framework a binding was made, and so
 * whether the connection that it names can still be there; and whether somebody had asked who it was that made it. That
 * goes with the request, which may be on its way while who asks is exchanged.
 */
final class Ruids {

    private static final int LENGTH = 8;
    /** At the end of what somebody has made whom nobody asked; no number ends like that. */
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

    /** @param wasAsked whether somebody asked who it was that makes the binding */
    String next(boolean wasAsked) {
        return own + Long.toHexString(next.getAndIncrement()) + (wasAsked ? "" : UNASKED);
    }

    /** Another one for a binding that was made as that one was. */
    String nextAfter(String ruid) {
        return next(wasAsked(ruid));
    }

    /** Whether whoever is there now is asked who he is. */
    void asked(boolean whether) {
        isAsked = whether;
    }

    /** Whether a binding counts now: not where somebody asks, and nobody did when it was made. */
    boolean counts(String ruid) {
        return counts(wasAsked(ruid));
    }

    /** The same of what is to be made. */
    boolean counts(boolean wasAsked) {
        return wasAsked || !isAsked;
    }

    /** Whether somebody asked who it was that made the binding. */
    static boolean wasAsked(String ruid) {
        return !ruid.endsWith(UNASKED);
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
