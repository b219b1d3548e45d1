package imc.sip.internal.server;

import imc.api.sip.SipResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a registration lasts, as the answer to a REGISTER says (RFC 3261 §10.3 step 8). */
public final class Expiry {

    private static final Pattern EXPIRES = Pattern.compile("(?i);\\s*expires\\s*=\\s*([0-9]{1,9})");

    private Expiry() {
    }

    /** That of the contact that lasts longest; zero where there is none. */
    public static Duration of(SipResponse answer) {
        long longest = 0;
        for (String contact : answer.headers().all("Contact")) {
            Matcher expires = EXPIRES.matcher(contact.substring(Math.max(0, contact.lastIndexOf('>'))));
            if (expires.find()) {
                longest = Math.max(longest, Long.parseLong(expires.group(1)));
            }
        }
        return Duration.ofSeconds(longest);
    }
}
