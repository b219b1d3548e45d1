package imc.sip.internal.udp;

import imc.sip.internal.net.Source;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Who is told no more that he sends too much: each address, or IPv6 /64 network, is told a few times a second, so that
 * a flood is not answered by another one, which whoever forges addresses might aim at somebody. There is room for so
 * many and no more; those who share a place share what they are told. For one thread.
 */
final class Silence {

    static final int TOLD_A_SECOND = 10;
    private static final int PLACES = 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final long[] began = new long[PLACES];
    private final int[] told = new int[PLACES];
    /** Odd; nobody knows whose place is whose. */
    private final long factor = new SecureRandom().nextLong() | 1;

    /** @param nanoTime as {@link System#nanoTime()} */
    Silence(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether one more refusal is not to be told. */
    boolean holdsFor(InetAddress source) {
        int place = (int) (Source.of(source) * factor >>> 54);
        long now = nanoTime.getAsLong();
        if (told[place] == 0 || now - began[place] >= SECOND) {
            began[place] = now;
            told[place] = 0;
        }
        if (told[place] == TOLD_A_SECOND) {
            return true;
        }
        told[place]++;
        return false;
    }
}
