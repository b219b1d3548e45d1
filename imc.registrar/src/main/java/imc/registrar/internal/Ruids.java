package imc.registrar.internal;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for bindings that none has ever had: they say during which launch of the framework a binding was made, and so
 * whether the connection that it names can still be there.
 */
final class Ruids {

    private static final int LENGTH = 8;

    private final String launch;
    private final String own;
    private final AtomicLong next = new AtomicLong();

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
        return own + Long.toHexString(next.getAndIncrement());
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
