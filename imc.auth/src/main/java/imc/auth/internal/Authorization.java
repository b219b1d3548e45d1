package imc.auth.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client says in an Authorization header of the scheme Digest (RFC 3261 §25.1, RFC 7616 §3.4). Values are as
 * they stand between their quotes, as hashes are made of that.
 *
 * @param opaque empty where it says none
 * @param qop    empty where it says none, as before RFC 2617
 * @param nc     as it stands
 */
record Authorization(String username, String realm, String nonce, String uri, String response, String algorithm,
        String opaque, String qop, String nc, String cnonce) {

    /** Ours ask for less than half of it; who has a certificate's name as a user may need more. */
    static final int MAX_LENGTH = 2048;
    static final int MAX_PARAMETERS = 32;

    private static final String SCHEME = "Digest";
    private static final int NC_DIGITS = 8;

    /**
     * Reads a header's value.
     *
     * @return empty for another scheme
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Optional<Authorization> read(String value) {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Authorization has more than " + MAX_LENGTH + " characters");
        }
        int begin = SCHEME.length();
        if (!value.regionMatches(true, 0, SCHEME, 0, begin)
                || value.length() > begin && !isBlank(value.charAt(begin))) {
            return Optional.empty();
        }
        Map<String, String> found = parameters(value, begin);
        return Optional.of(new Authorization(needed(found, "username"), needed(found, "realm"), needed(found, "nonce"),
                needed(found, "uri"), needed(found, "response"), found.getOrDefault("algorithm", "MD5"),
                found.getOrDefault("opaque", ""), found.getOrDefault("qop", ""), found.getOrDefault("nc", ""),
                found.getOrDefault("cnonce", "")));
    }

    private static String needed(Map<String, String> found, String name) {
        String value = found.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Authorization has no " + name);
        }
        return value;
    }

    /** The one way that we ask for proves against which nonce it was made, and how often that was used. */
    void requireAuth() {
        if (!qop.equalsIgnoreCase("auth") || cnonce.isEmpty()) {
            throw new IllegalArgumentException("Authorization has no qop=auth with a cnonce");
        }
        if (nc.length() != NC_DIGITS || !nc.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
            throw new IllegalArgumentException("Authorization has no nc of 8 hexadecimal digits");
        }
        if (count() == 0) { // it includes the request itself (RFC 7616 §3.4)
            throw new IllegalArgumentException("Authorization has nc=00000000: it begins with 00000001");
        }
    }

    /** How often the client says that it has used the nonce, with this time. */
    long count() {
        return Long.parseLong(nc, 16);
    }

    private static Map<String, String> parameters(String value, int from) {
        Map<String, String> found = new HashMap<>();
        int at = from;
        while (true) {
            at = skip(value, at);
            if (at == value.length()) {
                return found;
            }
            int equals = value.indexOf('=', at);
            if (equals < 0) {
                throw new IllegalArgumentException("Authorization has a parameter without a value");
            }
            String name = value.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            int begin = equals + 1;
            while (begin < value.length() && isBlank(value.charAt(begin))) {
                begin++;
            }
            boolean quoted = begin < value.length() && value.charAt(begin) == '"';
            int end = quoted ? closing(value, begin + 1) : comma(value, begin);
            String text = quoted ? value.substring(begin + 1, end) : value.substring(begin, end).strip();
            @Nullable String before = found.put(name, text);
            if (before != null || found.size() > MAX_PARAMETERS) {
                throw new IllegalArgumentException("Authorization has a parameter twice, or too many of them");
            }
            at = quoted ? end + 1 : end;
            if (skipBlanks(value, at) < value.length() && value.charAt(skipBlanks(value, at)) != ',') {
                throw new IllegalArgumentException("Authorization has something behind a quoted value");
            }
        }
    }

    private static int closing(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        throw new IllegalArgumentException("Authorization has a quote that nothing closes");
    }

    private static int comma(String value, int from) {
        int comma = value.indexOf(',', from);
        return comma < 0 ? value.length() : comma;
    }

    private static int skipBlanks(String value, int from) {
        int at = from;
        while (at < value.length() && isBlank(value.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Blanks, and commas between which nothing is (RFC 9110 §5.6.1). */
    private static int skip(String value, int from) {
        int at = from;
        while (at < value.length() && (isBlank(value.charAt(at)) || value.charAt(at) == ',')) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Without what proves anything. */
    @Override
    public String toString() {
        return "Authorization[" + username + "@" + realm + "]";
    }
}
