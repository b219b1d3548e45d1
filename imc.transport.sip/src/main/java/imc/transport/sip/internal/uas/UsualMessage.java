package imc.transport.sip.internal.uas;

import imc.transport.sip.internal.stack.RawMessage;
import java.util.List;
import java.util.Locale;

/**
 * The headers that a transaction is made of, of a MESSAGE in which they look as they usually do, so that no
 * parser is needed to tell what they say. From and To are kept as JAIN-SIP writes them.
 *
 * @param sentBy host and port of the Via, as they stand there
 * @param port   0 where Via names none
 * @param rport  whether Via asks for the source port (RFC 3581)
 * @param params Via's parameters, in their order
 * @param tagged whether To has a tag
 */
record UsualMessage(RawMessage raw, String sentBy, String host, int port, String branch, boolean rport,
        List<String> params, String from, String to, boolean tagged, String callId, String cseq) {

    private static final String COOKIE = "z9hG4bK";
    private static final int MAX_LENGTH = 256;

    /**
     * Null for a message that is anything but usual.
     *
     * @param transport by which it came
     */
    static UsualMessage of(RawMessage raw, String transport) {
        String line = raw.firstLine();
        String uri = raw.requestUri();
        if (!line.startsWith("MESSAGE ") || !line.endsWith(" SIP/2.0")
                || line.length() != uri.length() + "MESSAGE  SIP/2.0".length() || !isPlainUri(uri)) {
            return null;
        }
        String from = nameAddress(single(raw, "From"));
        String to = nameAddress(single(raw, "To"));
        String callId = single(raw, "Call-ID");
        String cseq = single(raw, "CSeq");
        if (from == null || to == null || !isCallId(callId) || !isCSeq(cseq)) {
            return null;
        }
        return withVia(raw, "SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + ' ', from, to, callId, cseq);
    }

    private static UsualMessage withVia(RawMessage raw, String protocol, String from, String to, String callId,
            String cseq) {
        String via = single(raw, "Via");
        if (via == null || !via.startsWith(protocol) || via.length() > MAX_LENGTH) {
            return null;
        }
        String[] parts = via.substring(protocol.length()).split(";", -1);
        String sentBy = parts[0];
        int colon = sentBy.indexOf(':');
        String host = colon < 0 ? sentBy : sentBy.substring(0, colon);
        int port = colon < 0 ? 0 : port(sentBy.substring(colon + 1));
        if (!isHost(host) || port < 0) {
            return null;
        }
        String branch = null;
        boolean rport = false;
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith("branch=" + COOKIE) && branch == null) {
                branch = parts[i].substring("branch=".length());
            } else if (parts[i].equals("rport") && !rport) {
                rport = true;
            } else {
                return null;
            }
        }
        if (branch == null || branch.length() == COOKIE.length() || !consistsOf(branch, "-._")) {
            return null;
        }
        return new UsualMessage(raw, sentBy, host, port, branch, rport, List.of(parts).subList(1, parts.length), from,
                to, to.contains(">;tag="), callId, cseq);
    }

    private static String single(RawMessage raw, String name) {
        List<String> values = raw.headers().all(name);
        return values.size() == 1 ? values.get(0) : null;
    }

    /** {@code <uri>}, {@code "Name" <uri>} or {@code uri}, with a tag or without; null for anything else. */
    private static String nameAddress(String value) {
        if (value == null || value.length() > MAX_LENGTH) {
            return null;
        }
        int open = value.indexOf('<');
        int close = open < 0 ? value.indexOf(';') : value.indexOf('>', open);
        String uri = value.substring(open + 1, close < 0 ? value.length() : close);
        String rest = close < 0 ? "" : value.substring(open < 0 ? close : close + 1);
        if (open >= 0 && close < 0 || !isPlainUri(uri)
                || !rest.isEmpty() && !(rest.startsWith(";tag=") && rest.length() > 5
                && consistsOf(rest.substring(5), "-._~"))) {
            return null;
        }
        String name = open <= 0 ? "" : value.substring(0, open);
        if (!name.isEmpty() && !isQuoted(name)) {
            return null;
        }
        return name + '<' + uri + '>' + rest;
    }

    /** A name in quotes and one blank. */
    private static boolean isQuoted(String name) {
        return name.length() > 3 && name.startsWith("\"") && name.endsWith("\" ")
                && consistsOf(name.substring(1, name.length() - 2), "-._ ");
    }

    /** {@code sip:user@host} or {@code sip:user@host:port}. */
    private static boolean isPlainUri(String uri) {
        int at = uri.indexOf('@');
        if (!uri.startsWith("sip:") || at <= 4 || !consistsOf(uri.substring(4, at), "-._+")) {
            return false;
        }
        int colon = uri.indexOf(':', at);
        return isHost(uri.substring(at + 1, colon < 0 ? uri.length() : colon))
                && (colon < 0 || port(uri.substring(colon + 1)) > 0);
    }

    /** A name or an IPv4 address, in lower case. */
    private static boolean isHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            boolean inside = i > 0 && i < host.length() - 1 && (c == '.' || c == '-') && host.charAt(i - 1) != '.'
                    && host.charAt(i - 1) != '-';
            if (!letter && !inside) {
                return false;
            }
        }
        return !host.isEmpty() && !host.endsWith(".") && !host.endsWith("-");
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0' || !isNumber(text)) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port <= 65_535 ? port : -1;
    }

    private static boolean isCSeq(String value) {
        int blank = value == null ? -1 : value.indexOf(' ');
        return blank > 0 && blank < 10 && value.substring(blank).equals(" MESSAGE")
                && isNumber(value.substring(0, blank)) && (value.charAt(0) != '0' || blank == 1);
    }

    private static boolean isCallId(String value) {
        if (value == null || value.length() > MAX_LENGTH) {
            return false;
        }
        int at = value.indexOf('@');
        return at < 0 ? consistsOf(value, "-._~") : at > 0 && at < value.length() - 1
                && consistsOf(value.substring(0, at), "-._~") && consistsOf(value.substring(at + 1), "-._~");
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Letters, digits and some more; at least one character. */
    private static boolean consistsOf(String text, String more) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') && more.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
