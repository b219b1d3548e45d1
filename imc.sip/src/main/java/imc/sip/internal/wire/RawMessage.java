package imc.sip.internal.wire;

import imc.api.sip.HeaderValues;
import imc.api.sip.SipHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A SIP message cut into first line, header fields and body, and not interpreted any further: every line that can be
 * told apart is there, whatever it says.
 *
 * @param firstLine the request line or the status line
 * @param headers   names in full, folded lines joined, one field for each value of a header that lists several; an
 *                  empty one for a Contact or P-Asserted-Identity that has no value at all, so that whoever reads it
 *                  can refuse it
 * @param body      not to be changed
 */
public record RawMessage(String firstLine, SipHeaders headers, byte[] body) {

    /** RFC 3261 §7.3.3 and the registry that grew out of it. */
    private static final Map<String, String> COMPACT_FORMS = Map.ofEntries(
            Map.entry("a", "Accept-Contact"), Map.entry("b", "Referred-By"), Map.entry("c", "Content-Type"),
            Map.entry("d", "Request-Disposition"), Map.entry("e", "Content-Encoding"), Map.entry("f", "From"),
            Map.entry("i", "Call-ID"), Map.entry("j", "Reject-Contact"), Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"), Map.entry("m", "Contact"), Map.entry("n", "Identity-Info"),
            Map.entry("o", "Event"), Map.entry("r", "Refer-To"), Map.entry("s", "Subject"), Map.entry("t", "To"),
            Map.entry("u", "Allow-Events"), Map.entry("v", "Via"), Map.entry("x", "Session-Expires"),
            Map.entry("y", "Identity"));

    /** Headers whose values may stand in one line, parted by commas (RFC 3261 §7.3.1). */
    private static final Set<String> LISTS = Set.of("accept", "accept-contact", "accept-encoding", "accept-language",
            "allow", "allow-events", "contact", "content-encoding", "content-language", "in-reply-to",
            "p-asserted-identity", "path", "proxy-require", "record-route", "require", "route", "service-route",
            "supported", "unsupported", "via", "warning");

    /** Of these, those that mean something else empty than where they are missing, and may not be empty (§25.1). */
    private static final Set<String> NEVER_EMPTY = Set.of("contact", "p-asserted-identity");

    /** Cuts the head of a message, without the empty line that ends it. */
    public static RawMessage of(byte[] head, int length, byte[] body) {
        List<String> lines = unfolded(new String(head, 0, length, StandardCharsets.UTF_8));
        List<SipHeaders.Field> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                add(fields, line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return new RawMessage(lines.get(0), new SipHeaders(fields), body);
    }

    private static List<String> unfolded(String head) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start <= head.length()) {
            int feed = head.indexOf('\n', start);
            int lineEnd = feed < 0 ? head.length() : feed;
            int end = feed > start && head.charAt(feed - 1) == '\r' ? feed - 1 : lineEnd;
            boolean isFolded = end > start && (head.charAt(start) == ' ' || head.charAt(start) == '\t');
            String line = head.substring(start, end);
            if (isFolded && lines.size() > 1) {
                int last = lines.size() - 1;
                lines.set(last, lines.get(last) + ' ' + line.strip());
            } else {
                lines.add(line);
            }
            start = lineEnd + 1;
        }
        return lines;
    }

    private static void add(List<SipHeaders.Field> fields, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        String full = COMPACT_FORMS.get(lower);
        if (full != null) {
            lower = full.toLowerCase(Locale.ROOT);
        } else {
            full = name;
        }
        if (!LISTS.contains(lower) || value.indexOf(',') < 0 && !value.isEmpty()) {
            fields.add(new SipHeaders.Field(full, value));
            return;
        }
        List<String> parts = HeaderValues.split(value, ',').stream().map(String::strip)
                .filter(part -> !part.isEmpty()).toList();
        if (parts.isEmpty() && NEVER_EMPTY.contains(lower)) {
            fields.add(new SipHeaders.Field(full, ""));
        }
        for (String part : parts) {
            fields.add(new SipHeaders.Field(full, part));
        }
    }
}
