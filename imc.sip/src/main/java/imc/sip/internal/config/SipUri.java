package imc.sip.internal.config;

import imc.api.sip.TransportKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of a SIP URI as says where a request goes.
 *
 * @param text      the whole URI, without a headers part
 * @param host      IPv6 without brackets
 * @param port      0 where the URI names none
 * @param transport in lower case, empty where the URI names none; {@code tls} for sips
 */
public record SipUri(String text, String host, int port, String transport) {

    private static final Pattern SHAPE = Pattern.compile("(?i)(sips?):(?:[^@<>\"\\s]*@)?"
            + "(?:\\[([0-9a-f:.]+)]|([a-z0-9_.-]+))(?::([0-9]{1,5}))?((?:;[^<>\"\\s?]*)?)(?:\\?[^<>\"\\s]*)?");
    private static final Pattern TRANSPORT = Pattern.compile("(?i);transport=([a-z0-9_-]+)");

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static SipUri parse(String uri) {
        Matcher parts = SHAPE.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + uri + "' is no SIP URI like sip:host:port;transport=tcp");
        }
        int port = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4));
        if (port > 65_535) {
            throw new IllegalArgumentException("'" + uri + "' has a port above 65535");
        }
        Matcher transport = TRANSPORT.matcher(parts.group(5));
        String named = transport.find() ? transport.group(1).toLowerCase(Locale.ROOT) : "";
        boolean secure = parts.group(1).length() == 4;
        return new SipUri(uri.substring(0, parts.end(5)), parts.group(2) == null ? parts.group(3) : parts.group(2),
                port, secure ? TransportKind.TLS.toString() : named);
    }

    /** The transport, UDP where the URI names none; empty for one that is unknown. */
    public Optional<TransportKind> kind() {
        return transport.isEmpty() ? Optional.of(TransportKind.UDP) : TransportKind.find(transport);
    }

    /** Whether the scheme is sips. */
    public boolean isSecure() {
        return text.regionMatches(true, 0, "sips:", 0, 5);
    }

    /** The URI, as it stands. */
    @Override
    public String toString() {
        return text;
    }
}
