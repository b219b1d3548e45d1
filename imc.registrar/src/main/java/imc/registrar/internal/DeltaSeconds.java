package imc.registrar.internal;

import java.util.regex.Pattern;

/** The seconds of an Expires header or an expires parameter (RFC 3261 §20.19). */
final class DeltaSeconds {

    private static final long MALFORMED = 3600;
    private static final long MOST = 0xFFFF_FFFFL;
    private static final Pattern DIGITS = Pattern.compile("0*([0-9]{1,10})");
    private static final Pattern MORE_DIGITS = Pattern.compile("[0-9]+");

    private DeltaSeconds() {
    }

    /** 0 to 2^32-1. A malformed value counts as an hour, as RFC 3261 §10.2.1.1 asks. */
    static long parse(String text) {
        String value = text.strip();
        if (DIGITS.matcher(value).matches()) {
            return Math.min(MOST, Long.parseLong(value.replaceFirst("^0+(?=.)", "")));
        }
        return MORE_DIGITS.matcher(value).matches() ? MOST : MALFORMED;
    }
}
