package imc.transport.sip.internal.stack;

import imc.api.sip.NameAddress;
import java.util.List;
import java.util.Locale;

/** The answer to a request that no transaction can be made of (RFC 3261 §8.2.7, §16.3 step 1). */
final class Refusal {

    private Refusal() {
    }

    /**
     * Copies from the request what a response needs.
     *
     * @return null where the request is no such thing, is an ACK, or lacks what a response needs: it is dropped
     */
    static String of(UnreadableException unreadable) {
        RawMessage request = unreadable.message();
        if (request == null || request.isResponse() || request.method().equals("ACK")
                || !request.firstLine().toUpperCase(Locale.ROOT).contains("SIP/")) {
            return null;
        }
        StringBuilder text = new StringBuilder(512).append("SIP/2.0 ").append(unreadable.status()).append(' ')
                .append(unreadable.getMessage()).append("\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            List<String> values = request.headers().all(name);
            if (values.isEmpty()) {
                return null;
            }
            for (String value : name.equals("Via") ? values : values.subList(0, 1)) {
                text.append(name).append(": ").append(name.equals("To") ? tagged(value) : value).append("\r\n");
            }
        }
        return text.append("Content-Length: 0\r\n\r\n").toString();
    }

    private static String tagged(String to) {
        try {
            return NameAddress.parse(to).parameters().containsKey("tag") ? to : to + ";tag=unreadable";
        } catch (IllegalArgumentException e) {
            return to + ";tag=unreadable";
        }
    }
}
