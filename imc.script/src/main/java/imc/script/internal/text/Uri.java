package imc.script.internal.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern TEL = Pattern.compile("([Tt][Ee][Ll]):([^;?]*)(.*)", Pattern.DOTALL);
    private static final Pattern SIP = Pattern.compile("([Ss][Ii][Pp][Ss]?):(?:([^@:]*)(?::[^@]*)?@)?"
            + "(\\[[^\\]]*\\]|[^:;?]*)(?::([0-9]*))?(.*)", Pattern.DOTALL);

    /** Reads one; no part at all of what is none. */
    public static Uri of(String text) {
        Matcher sip = SIP.matcher(text);
        if (sip.matches()) {
            return new Uri(sip.group(1), none(sip.group(2)), sip.group(3), none(sip.group(4)), sip.group(5));
        }
        Matcher tel = TEL.matcher(text);
        return tel.matches() ? new Uri(tel.group(1), tel.group(2), "", "", tel.group(3)) : NONE;
    }

    private static String none(String group) {
        return group == null ? "" : group;
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
