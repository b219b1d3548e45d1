package imc.api.sip;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The value of a header like Contact, From or To: {@code "Bob" <sip:bob@host;transport=tcp>;expires=60}
 * (RFC 3261 §20.10). Without angle brackets, parameters belong to the header, not to the URI.
 *
 * @param uri        the URI with its own parameters
 * @param parameters the header's parameters, names in lower case, values without quotes, empty where there is none
 */
public record NameAddress(String uri, Map<String, String> parameters) {

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static NameAddress parse(String value) {
        String text = value.strip();
        int open = HeaderValues.indexOf(text, '<', 0);
        String uri;
        String rest;
        if (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                throw new IllegalArgumentException("'<' without '>' in '" + value + "'");
            }
            uri = text.substring(open + 1, close).strip();
            rest = text.substring(close + 1);
        } else {
            int semicolon = text.indexOf(';');
            uri = semicolon < 0 ? text : text.substring(0, semicolon).strip();
            rest = semicolon < 0 ? "" : text.substring(semicolon);
        }
        if (uri.isEmpty()) {
            throw new IllegalArgumentException("no URI in '" + value + "'");
        }
        return new NameAddress(uri, parametersOf(rest));
    }

    private static Map<String, String> parametersOf(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : HeaderValues.split(text, ';')) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
            if (!name.isEmpty()) {
                parameters.put(name.toLowerCase(Locale.ROOT),
                        equals < 0 ? "" : unquoted(parameter.substring(equals + 1).strip()));
            }
        }
        return Map.copyOf(parameters);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
