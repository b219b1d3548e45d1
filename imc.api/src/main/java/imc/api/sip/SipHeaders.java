package imc.api.sip;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Header fields in the order in which they stand in a message. Names are compared without regard to case, and never
 * in their compact form (RFC 3261 §7.3.3): who makes one from a message writes names in full.
 * <p>
 * Immutable.
 */
public record SipHeaders(List<Field> fields) {

    /** One header field with one value: a header that lists several stands here once for each. */
    public record Field(String name, String value) {
    }

    /** SIP-date, whose day always has two digits (RFC 3261 §25.1). */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** What the server sets itself, or what means something to a transaction; with the compact forms. */
    private static final Set<String> SET_BY_SERVER = Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq",
            "max-forwards", "content-length", "l", "content-type", "c", "content-encoding", "e", "contact", "m",
            "route", "record-route", "require", "proxy-require", "supported", "k", "user-agent", "in-reply-to", "date",
            "expires");

    /** No header at all. */
    public static final SipHeaders NONE = new SipHeaders(List.of());

    public SipHeaders {
        fields = List.copyOf(fields);
    }

    /** These and one more. */
    public SipHeaders with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new SipHeaders(more);
    }

    /** The values of a header, in their order; empty where there is none. */
    public List<String> all(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        for (Field field : fields) { // asked for by whoever looks at each request
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether a header, in full or in its compact form, is none that anybody else may add to what the server sends. */
    public static boolean isSetByServer(String name) {
        return SET_BY_SERVER.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The value of a Date header for a moment (RFC 3261 §20.17). */
    public static String date(Instant moment) {
        return DATE.format(moment);
    }
}
