package imc.auth.internal;

import java.util.Locale;

/**
 * Whom a URI names, as far as it matters whether credentials are for a request: a user, or none, and a host.
 *
 * @param user as it stands, without a password; empty for a host alone
 * @param host as it stands, without port and parameters, in lower case
 */
record Target(String user, String host) {

    static Target of(String uri) {
        int begin = uri.indexOf(':') + 1;
        int at = uri.indexOf('@', begin);
        String user = at < 0 ? "" : uri.substring(begin, at);
        int password = user.indexOf(':');
        int hostBegin = at < 0 ? begin : at + 1;
        int end = hostBegin;
        boolean inBrackets = false;
        while (end < uri.length() && (inBrackets || ":;?".indexOf(uri.charAt(end)) < 0)) {
            inBrackets = uri.charAt(end) == '[' || inBrackets && uri.charAt(end) != ']';
            end++;
        }
        return new Target(password < 0 ? user : user.substring(0, password),
                uri.substring(hostBegin, end).toLowerCase(Locale.ROOT));
    }

    /**
     * Whether credentials made for a URI are for this request (RFC 7616 §3.4.6). Ports and parameters may differ, and a
     * proxy may have put another host into the Request-URI (RFC 3261 §22.4), but not another user: what was written to
     * one room goes to no other one.
     *
     * @param to the URI in To, which a proxy leaves as it is
     */
    static boolean isFor(String given, String requestUri, String to) {
        if (given.equals(requestUri)) {
            return true;
        }
        Target meant = of(given);
        Target addressed = of(requestUri);
        return meant.user.equals(addressed.user) && (meant.host.equals(addressed.host) || meant.equals(of(to)));
    }
}
