package imc.registrar.internal.uri;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SIP or SIPS URI of a contact. Whether two are the same is asked with {@link #matches}, not with {@code equals}:
 * the comparison of RFC 3261 §19.1.4 is not transitive, because it ignores most parameters that only one URI has.
 *
 * @param text       as the client wrote it
 * @param scheme     {@code sip} or {@code sips}
 * @param userInfo   user and password, with needless escapes resolved; empty where there is none
 * @param host       in lower case
 * @param port       0 where there is none: that is not the same as the default port
 * @param parameters names and values in lower case; the value is empty where there is none
 * @param headers    {@code name=value}, sorted
 */
public record ContactUri(String text, String scheme, String userInfo, String host, int port,
        Map<String, String> parameters, List<String> headers) {

    /** Parameters that make a difference even where only one of two URIs has them. */
    private static final Set<String> NEVER_IGNORED = Set.of("user", "ttl", "method", "maddr", "transport");

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static ContactUri parse(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || "<>\"".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("blanks, brackets, quotes and control or non-ASCII characters"
                    + " must be escaped");
        }
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : lowerCase(text.substring(0, colon));
        if (!scheme.equals("sip") && !scheme.equals("sips")) {
            throw new IllegalArgumentException("only sip: and sips: can be registered");
        }
        int at = text.indexOf('@');
        String userInfo = at < 0 ? "" : text.substring(colon + 1, at);
        if (at == colon + 1) {
            throw new IllegalArgumentException("the user part is empty");
        }
        String rest = text.substring(Math.max(at, colon) + 1);
        if (rest.indexOf('@') >= 0) {
            throw new IllegalArgumentException("there is more than one '@'");
        }
        int question = rest.indexOf('?');
        List<String> headers = question < 0 ? List.of() : headersOf(rest.substring(question + 1));
        String[] parts = (question < 0 ? rest : rest.substring(0, question)).split(";", -1);
        HostPort hostPort = HostPort.parse(parts[0]);
        return new ContactUri(text, scheme, Escapes.resolved(userInfo), hostPort.host(), hostPort.port(),
                parametersOf(parts), headers);
    }

    private static Map<String, String> parametersOf(String[] parts) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = lowerCase(Escapes.resolved(equals < 0 ? parts[i] : parts[i].substring(0, equals)));
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a parameter has no name");
            }
            parameters.put(name, equals < 0 ? "" : lowerCase(Escapes.resolved(parts[i].substring(equals + 1))));
        }
        return Map.copyOf(parameters);
    }

    private static List<String> headersOf(String text) {
        List<String> headers = new ArrayList<>();
        for (String header : text.split("&")) {
            int equals = header.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + header + "' is no URI header: name=value is expected");
            }
            headers.add(lowerCase(header.substring(0, equals)) + Escapes.resolved(header.substring(equals)));
        }
        return headers.stream().sorted().toList();
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether this and another are the same contact (RFC 3261 §19.1.4). */
    public boolean matches(ContactUri other) {
        return scheme.equals(other.scheme) && userInfo.equals(other.userInfo)
                && host.equals(other.host) && port == other.port && headers.equals(other.headers)
                && Stream.concat(parameters.keySet().stream(), other.parameters.keySet().stream())
                        .filter(name -> NEVER_IGNORED.contains(name)
                                || parameters.containsKey(name) && other.parameters.containsKey(name))
                        .allMatch(name -> Objects.equals(parameters.get(name), other.parameters.get(name)));
    }

    /** Whether another is by the same name and transport, wherever it is. */
    public boolean isNamedAs(ContactUri other) {
        return !userInfo.isEmpty() && scheme.equals(other.scheme) && userInfo.equals(other.userInfo)
                && Objects.equals(parameters.get("transport"), other.parameters.get("transport"));
    }

    /** The URI without what may not stand on a request line: headers and the method (RFC 3261 §19.1.1, Table 1). */
    public String requestUri() {
        int question = text.indexOf('?', text.indexOf('@') + 1);
        String uri = question < 0 ? text : text.substring(0, question);
        int at = uri.indexOf('@');
        return uri.substring(0, at + 1) + Stream.of(uri.substring(at + 1).split(";"))
                .filter(part -> !lowerCase(part).startsWith("method="))
                .collect(Collectors.joining(";"));
    }
}
