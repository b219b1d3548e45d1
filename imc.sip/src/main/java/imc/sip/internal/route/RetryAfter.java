package imc.sip.internal.route;

import imc.api.sip.SipHeaders;

/** For how long a server wants to be left alone (RFC 3261 §20.33, §21.5.4). */
public final class RetryAfter {

    /** Nothing was said. */
    public static final int NONE = -1;

    /** The one that may say so. */
    public static final int STATUS = 503;

    private static final int MAX_DIGITS = 9;

    private RetryAfter() {
    }

    /** In seconds; {@link #NONE} where the answer is no 503, or does not say. What follows the number is for people. */
    public static int of(int status, SipHeaders headers) {
        if (status != STATUS) {
            return NONE;
        }
        String value = headers.first("Retry-After").orElse("").strip();
        int digits = 0;
        while (digits < value.length() && digits < MAX_DIGITS && value.charAt(digits) >= '0'
                && value.charAt(digits) <= '9') {
            digits++;
        }
        return digits == 0 ? NONE : Integer.parseInt(value.substring(0, digits));
    }
}
