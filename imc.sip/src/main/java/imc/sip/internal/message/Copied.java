package imc.sip.internal.message;

import imc.api.Message;
import imc.sip.internal.wire.ContentHeaders;
import imc.sip.internal.wire.TimeValues;
import imc.sip.internal.wire.Unusable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What of a MESSAGE is copied to others: it has to be what its grammar allows (RFC 3261 §25.1), and no longer than is
 * of use, because nobody who gets the copies knows that it was another who wrote it.
 */
final class Copied {

    private static final int MAX_LENGTH = 1024;
    /** As of a REGISTER. */
    private static final int MAX_CALL_ID = 256;
    private static final List<Rule> RULES = List.of(
            new Rule(Message.EXPIRES, TimeValues::areSeconds, "a number of seconds below 2^32 is needed"),
            new Rule(Message.DATE, TimeValues::isDate, "a date like Sat, 13 Nov 2010 23:29:00 GMT is needed"),
            new Rule(Message.CONTENT_DISPOSITION, ContentHeaders::isDisposition,
                    "a name with parameters is needed"));

    private record Rule(String header, Predicate<String> allows, String needed) {
    }

    private Copied() {
    }

    /**
     * The headers without those that say nothing.
     *
     * @throws IllegalArgumentException naming the one that cannot be copied, and its value
     */
    static Map<String, String> headers(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return headers;
        }
        Map<String, String> copied = headers;
        for (Rule rule : RULES) {
            String value = headers.get(rule.header());
            if (value != null && value.isEmpty()) {
                copied = new HashMap<>(copied);
                copied.remove(rule.header());
            } else if (value != null) {
                check(rule.header(), value, rule.allows(), rule.needed());
            }
        }
        return copied;
    }

    private static void check(String name, String value, Predicate<String> rule, String needed) {
        if (value.length() > MAX_LENGTH || !rule.test(value)) {
            throw unusable(name, value, needed);
        }
    }

    /** A Content-Type as it may be copied; null where it may not. */
    static String type(String value) {
        return value.length() > MAX_LENGTH ? null : ContentHeaders.type(value);
    }

    /** A Call-ID, which stands in the In-Reply-To of what it causes. */
    static String callId(String value) {
        check("Call-ID", value, Copied::isCallId,
                "at most " + MAX_CALL_ID + " visible characters of ASCII, without comma and semicolon, are needed");
        return value;
    }

    /**
     * Whatever can be seen but what parts values and parameters: clients write more than the words around an
     * at sign that they may, such as the padding of base64.
     */
    private static boolean isCallId(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > '~' || c == ',' || c == ';') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MAX_CALL_ID;
    }

    static IllegalArgumentException unusable(String name, String value, String needed) {
        return new IllegalArgumentException(Unusable.header(name, value, needed));
    }
}
