package imc.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the spellings of a {@link SipAddress}. */
final class AddressReader {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9A-Fa-f*#]+");
    private static final Pattern SCHEME = Pattern.compile("(?i)(sips?|tel):.*", Pattern.DOTALL);
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*[^0-9].*", Pattern.DOTALL);

    private AddressReader() {
    }

    static SipAddress read(String text, @Nullable SipAddress base) {
        SipAddress plain = plain(text);
        return plain != null ? plain : any(text, base);
    }

    /**
     * {@code sip:user@host}, with a port or parameters or without, in which there is nothing to escape, to unescape or
     * to write in lower case. Nearly all addresses are so, and each message has several. Null for any other.
     */
    private static @Nullable SipAddress plain(String text) {
        if (!text.startsWith("sip:")) {
            return null;
        }
        int at = 4;
        while (at < text.length() && (isLowerCaseOrDigit(text.charAt(at)) || isUpperCaseOrMark(text.charAt(at)))) {
            at++;
        }
        int end = at + 1;
        while (end < text.length() && (isLowerCaseOrDigit(text.charAt(end))
                || (text.charAt(end) == '.' || text.charAt(end) == '-') && end > at + 1)) {
            end++;
        }
        if (at == 4 || end <= at + 1 || end > text.length() || text.charAt(at) != '@'
                || !isLowerCaseOrDigit(text.charAt(end - 1)) || !isBehindHost(text, end)) {
            return null;
        }
        return SipAddress.checked("sip", text.substring(4, at), text.substring(at + 1, end));
    }

    private static boolean isLowerCaseOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    private static boolean isUpperCaseOrMark(char c) {
        return c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.';
    }

    /** Nothing, or a port, or parameters without anything that could mean more. */
    private static boolean isBehindHost(String text, int from) {
        int end = from;
        if (end < text.length() && text.charAt(end) == ':') {
            end++;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
        }
        return end == text.length() || text.charAt(end) == ';' && text.indexOf('<', end) < 0;
    }

    /** Any spelling, {@link #plain} ones too. */
    static SipAddress any(String text, @Nullable SipAddress base) {
        String uri = withoutBrackets(text.strip());
        if (uri.isEmpty()) {
            throw new BadAddressException("missing", "an address is missing");
        }
        if (!SCHEME.matcher(uri).matches()) {
            if (base == null || OTHER_SCHEME.matcher(uri).matches()) {
                throw new BadAddressException("no.scheme",
                        "'%s' is no address: it must begin with sip:, sips: or tel:", uri);
            }
            return resolved(uri, base);
        }
        int colon = uri.indexOf(':');
        String scheme = SipAddress.lowerCase(uri.substring(0, colon)).intern();
        String rest = uri.substring(colon + 1);
        if (scheme.equals("tel")) {
            return telephone(rest);
        }
        if (rest.indexOf('@') < 0) {
            if (base == null || base.isTelephone()) {
                throw new BadAddressException("no.user", "'%s' has no user part: sip:user@host is expected", uri);
            }
            return address(scheme, rest, base.host());
        }
        return withHost(scheme, rest);
    }

    private static SipAddress resolved(String text, SipAddress base) {
        if (text.indexOf('@') >= 0) {
            return withHost(base.isTelephone() ? "sip" : base.scheme(), text);
        }
        if (base.isTelephone()) {
            return telephone(text + base.host());
        }
        return address(base.scheme(), text, base.host());
    }

    private static SipAddress withHost(String scheme, String rest) {
        int at = rest.lastIndexOf('@', endOfAuthority(rest));
        return address(scheme, rest.substring(0, at), host(rest.substring(at + 1)));
    }

    /** A '@' behind the host's parameters or headers does not part user and host. */
    private static int endOfAuthority(String rest) {
        int at = rest.indexOf('@');
        int end = at;
        while (end < rest.length() && ";?".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static SipAddress address(String scheme, String userInfo, String host) {
        int password = userInfo.indexOf(':');
        String user = password < 0 ? userInfo : userInfo.substring(0, password);
        if (user.isEmpty()) {
            throw new BadAddressException("empty.user", "the user part is empty: %s:user@host is expected", scheme);
        }
        for (int i = 0; i < user.length(); i++) {
            if (Character.isWhitespace(user.charAt(i)) || "<>\"@".indexOf(user.charAt(i)) >= 0) {
                throw new BadAddressException("character",
                        "the user part '%s' may not contain '%s', unless it is escaped", user, user.charAt(i));
            }
        }
        return SipAddress.checked(scheme, Escapes.canonical(user), host);
    }

    private static String host(String hostAndMore) {
        int end = 0;
        while (end < hostAndMore.length() && ";?".indexOf(hostAndMore.charAt(end)) < 0) {
            end++;
        }
        String hostPort = hostAndMore.substring(0, end);
        int colon = hostPort.indexOf(':', hostPort.startsWith("[") ? Math.max(0, hostPort.indexOf(']')) : 0);
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        if (!HOST.matcher(host).matches()) {
            throw new BadAddressException("no.host", "'%s' is no host name and no IP address", host);
        }
        if (host.startsWith("[")) {
            String address = Ipv6.canonical(host.substring(1, host.length() - 1));
            if (address == null) {
                throw new BadAddressException("no.ipv6", "'%s' is no IPv6 address", host);
            }
            return '[' + address + ']';
        }
        return SipAddress.lowerCase(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    }

    private static SipAddress telephone(String rest) {
        String[] parts = rest.split(";");
        String number = SipAddress.lowerCase(parts[0].replaceAll("[-.()]", ""));
        if (!NUMBER.matcher(number).matches()) {
            throw new BadAddressException("no.number", "'%s' is no telephone number (RFC 3966)", parts[0]);
        }
        String context = "";
        for (int i = 1; i < parts.length; i++) {
            if (SipAddress.lowerCase(parts[i]).startsWith("phone-context=")) {
                context = ";" + SipAddress.lowerCase(parts[i]);
            }
        }
        return SipAddress.checked("tel", number, number.startsWith("+") ? "" : context);
    }

    private static String withoutBrackets(String text) {
        int open = text.lastIndexOf('<');
        if (open < 0) {
            return text;
        }
        int close = text.indexOf('>', open);
        if (close < 0) {
            throw new BadAddressException("bracket", "'<' without '>' in '%s'", text);
        }
        return text.substring(open + 1, close).strip();
    }
}
