package imc.store.jpa.internal.further;

import java.time.Instant;

/** A moment in milliseconds since 1970, which no time zone and no database's kind of time can spoil. */
final class Times {

    private Times() {
    }

    /** What is too far away comes back as {@link Instant#MAX}, or as {@link Instant#MIN}. */
    static long millis(Instant moment) {
        try {
            return moment.toEpochMilli();
        } catch (ArithmeticException e) {
            return moment.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    static Instant moment(long millis) {
        return millis == Long.MAX_VALUE ? Instant.MAX : millis == Long.MIN_VALUE ? Instant.MIN
                : Instant.ofEpochMilli(millis);
    }
}
