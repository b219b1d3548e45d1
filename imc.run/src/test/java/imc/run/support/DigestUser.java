package imc.run.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user who knows a password, and answers challenges as RFC 3261 §22 and RFC 8760 say. It shares no code with the
 * server.
 *
 * @param name as the challenger has it
 */
public record DigestUser(String name, String password) {

    private static final String CNONCE = "c0ffee";

    /** What whoever proves the password has to know of it: H(A1) of RFC 7616 §3.4.2. */
    public String secret(String algorithm, String realm) {
        return hash(algorithm, name + ":" + realm + ":" + password);
    }

    /**
     * The value of Authorization, or Proxy-Authorization.
     *
     * @param challenge the value of WWW-Authenticate, or Proxy-Authenticate
     * @param count     how often the nonce has been used with this request
     */
    public String answer(String challenge, String method, String uri, int count) {
        String algorithm = value(challenge, "algorithm");
        String hash = algorithm.isEmpty() ? "MD5" : algorithm;
        String realm = value(challenge, "realm");
        String nonce = value(challenge, "nonce");
        String nc = "%08x".formatted(count);
        boolean hasQop = !value(challenge, "qop").isEmpty();
        String response = hash(hash, secret(hash, realm) + ":" + nonce + ":"
                + (hasQop ? nc + ":" + CNONCE + ":auth:" : "") + hash(hash, method + ":" + uri));
        return "Digest username=\"" + name + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", response=\"" + response + "\", opaque=\"" + value(challenge, "opaque") + "\""
                + (algorithm.isEmpty() ? "" : ", algorithm=" + algorithm)
                + (hasQop ? ", qop=auth, nc=" + nc + ", cnonce=\"" + CNONCE + "\"" : "");
    }

    private static String value(String challenge, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(challenge);
        return found.find() ? found.group(1) : "";
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
