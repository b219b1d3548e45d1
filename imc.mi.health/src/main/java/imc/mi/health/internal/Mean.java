package imc.mi.health.internal;

import java.util.OptionalDouble;

/** How long things take now, of what tells how many there have been ever and how long they took in all. */
final class Mean {

    private long count;
    private double sum;

    /** Of those since it was asked before; empty where there was none. Whoever counts may have begun anew. */
    synchronized OptionalDouble after(long nextCount, double nextSum) {
        boolean isNew = nextCount < count;
        long more = isNew ? nextCount : nextCount - count;
        double longer = isNew ? nextSum : nextSum - sum;
        count = nextCount;
        sum = nextSum;
        return more > 0 ? OptionalDouble.of(longer / more) : OptionalDouble.empty();
    }
}
