package imc.script.internal.text;

import imc.api.SipAddress;
import java.util.Locale;

/**
 * The parts of a URI as a script reads them, each as it stands there; empty where it is missing.
 *
 * @param scheme {@code sip}, {@code sips} or {@code tel}
 * @param user   without a password; of a telephone number, the number
 * @param host   without a port
 * @param port   in digits
 * @param rest   parameters and headers, with what parts them from the rest
 */
public record Uri(String scheme, String user, String host, String port, String rest) {

    private static final Uri NONE = new Uri("", "", "", "", "");

    /** Reads one; no part at all of what is none. A route asks for parts of it at each request. */
    public static Uri of(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "sip", "sips" -> sip(scheme, text, colon + 1);
            case "tel" -> tel(scheme, text, colon + 1);
            default -> NONE;
        };
    }

    /**
     * This in the one spelling of all URIs that mean the same user at the same host (RFC 3261 §19.1.4): what needs no
     * escape has none, the scheme and the host are in lower case. As it is where nobody can be meant.
     */
    public Uri canonical() {
        if (isPlain()) {
            return this;
        }
        String written = scheme.toLowerCase(Locale.ROOT);
        try {
            SipAddress address = SipAddress.parse(host.isEmpty() ? written + ':' + user + rest
                    : written + ':' + (user.isEmpty() ? "nobody" : user) + '@' + host);
            return new Uri(written, user.isEmpty() ? "" : address.user(), host.isEmpty() ? "" : address.host(), port,
                    rest);
        } catch (IllegalArgumentException e) {
            return this;
        }
    }

    /** Whether it is that already: nearly all are. */
    private boolean isPlain() {
        return (scheme.equals("sip") || scheme.equals("sips")) && isPlain(user, "-_.") && isPlain(host, "-.")
                && !host.endsWith(".") && host.equals(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isPlain(String text, String marks) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || marks.indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static Uri sip(String scheme, String text, int start) {
        int at = text.indexOf('@', start);
        String user = at < 0 ? "" : text.substring(start, end(text, start, at, ":"));
        int from = at < 0 ? start : at + 1;
        int bracket = text.startsWith("[", from) ? text.indexOf(']', from) : -1;
        int hostEnd = bracket < 0 ? end(text, from, text.length(), ":;?") : bracket + 1;
        int portEnd = hostEnd;
        if (text.startsWith(":", hostEnd)) {
            do {
                portEnd++;
            } while (portEnd < text.length() && text.charAt(portEnd) >= '0' && text.charAt(portEnd) <= '9');
        }
        return new Uri(scheme, user, text.substring(from, hostEnd),
                portEnd == hostEnd ? "" : text.substring(hostEnd + 1, portEnd), text.substring(portEnd));
    }

    private static Uri tel(String scheme, String text, int start) {
        int end = end(text, start, text.length(), ";?");
        return new Uri(scheme, text.substring(start, end), "", "", text.substring(end));
    }

    /** Where the first of these characters stands, or the end. */
    private static int end(String text, int from, int to, String characters) {
        for (int i = from; i < to; i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return to;
    }

    /** A parameter's value; empty for none. */
    public String parameter(String name) {
        int headers = rest.indexOf('?');
        for (String parameter : (headers < 0 ? rest : rest.substring(0, headers)).split(";")) {
            String[] parts = parameter.split("=", 2);
            if (parts[0].strip().equalsIgnoreCase(name)) {
                return parts.length == 1 ? "" : parts[1].strip();
            }
        }
        return "";
    }

    /** The transport that it asks for: {@code udp} where it says none, {@code tls} for sips. */
    public String transport() {
        String said = parameter("transport").toLowerCase(Locale.ROOT);
        return !said.isEmpty() ? said : scheme.isEmpty() ? "" : scheme.equalsIgnoreCase("sips") ? "tls" : "udp";
    }

    /** This with another user. */
    public Uri withUser(String other) {
        return new Uri(scheme, other, host, port, rest);
    }

    /** This at another host, and at no port in particular. */
    public Uri withHost(String other) {
        return new Uri(scheme, user, other, "", rest);
    }

    /** As it stands in a request. */
    @Override
    public String toString() {
        if (host.isEmpty()) {
            return scheme + ':' + user + rest;
        }
        return scheme + ':' + (user.isEmpty() ? "" : user + '@') + host + (port.isEmpty() ? "" : ':' + port) + rest;
    }
}
