package imc.sip.internal.route;

import imc.api.sip.SipHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For how long a server wants to be left alone (RFC 3261 §20.33, §21.5.4). */
public final class RetryAfter {

    /** Nothing was said. */
    public static final int NONE = -1;

    /** The one that may say so. */
    public static final int STATUS = 503;

    private static final Pattern SECONDS = Pattern.compile("\\s*([0-9]{1,9})");

    private RetryAfter() {
    }

    /** In seconds; {@link #NONE} where the answer is no 503, or does not say. What follows the number is for people. */
    public static int of(int status, SipHeaders headers) {
        Matcher seconds = SECONDS.matcher(status == STATUS ? headers.first("Retry-After").orElse("") : "");
        return seconds.lookingAt() ? Integer.parseInt(seconds.group(1)) : NONE;
    }
}
