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
 * All header fields of a message, whatever they say: names in full, and one field for each value of a header that lists
 * several. There is an empty one for a Contact or P-Asserted-Identity that has no value at all, so that whoever reads
 * it can refuse it.
 */
public final class HeaderFields {

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

    private HeaderFields() {
    }

    /** Those of a message, in their order. */
    public static SipHeaders of(HeadScan head) {
        String lines = new String(head.data(), head.firstLineEnd(), head.bodyStart() - head.firstLineEnd(),
                StandardCharsets.UTF_8);
        List<SipHeaders.Field> fields = new ArrayList<>();
        for (String line : lines.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                add(fields, line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return new SipHeaders(fields);
    }

    private static void add(List<SipHeaders.Field> fields, String name, String value) {
        String full = name.length() == 1 ? COMPACT_FORMS.getOrDefault(name.toLowerCase(Locale.ROOT), name) : name;
        String lower = full.toLowerCase(Locale.ROOT);
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
