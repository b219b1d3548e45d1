package imc.sip.internal.transaction;

import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.sip.internal.wire.Octets;
import java.nio.charset.StandardCharsets;

/** What a response does not have from its request: the status line and further headers, each with its line end. */
public final class AnswerText {

    /** A 200 and nothing more. */
    static final byte[] OK = Octets.of("SIP/2.0 200 OK\r\n");

    private AnswerText() {
    }

    /** {@link #OK} itself where it is no more than that. */
    public static byte[] of(SipResponse response) {
        int status = response.status();
        if (status < 200 || status > 699) {
            throw new IllegalArgumentException(status + " is no final status (200 to 699)");
        }
        if (status == 200 && response.reason() == null && response.headers().fields().isEmpty()) {
            return OK;
        }
        StringBuilder text = new StringBuilder(128).append("SIP/2.0 ").append(status).append(' ')
                .append(response.reason() == null ? ReasonPhrases.of(status) : clean(response.reason())).append("\r\n");
        for (SipHeaders.Field field : response.headers().fields()) {
            text.append(field.name()).append(": ").append(clean(field.value())).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line end would begin a header of somebody else's choice. */
    private static String clean(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }
}
