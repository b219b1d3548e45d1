package imc.sip.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A SIP message as it stood on the wire, for tests to look at. Knows nothing of any SIP stack.
 *
 * @param text the whole message, one character for each byte
 */
public record SipText(String text) {

    static SipText of(byte[] bytes, int length) {
        return new SipText(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }

    public String firstLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    public boolean isResponse() {
        return text.startsWith("SIP/2.0 ");
    }

    /** The status of a response. */
    public int status() {
        return Integer.parseInt(firstLine().split(" ")[1]);
    }

    /** All values of a header, by its name in full, in their order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (String line : head().split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** The only value of a header. */
    public String header(String name) {
        List<String> values = all(name);
        if (values.size() != 1) {
            throw new AssertionError(name + " is there " + values.size() + " times in\n" + text);
        }
        return values.get(0);
    }

    public String head() {
        return text.substring(0, text.indexOf("\r\n\r\n"));
    }

    /** The body, read as UTF-8. */
    public String body() {
        byte[] bytes = text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The tag parameter of From or To. */
    public String tag(String name) {
        String value = header(name);
        int at = value.indexOf(";tag=");
        return at < 0 ? "" : value.substring(at + 5);
    }
}
