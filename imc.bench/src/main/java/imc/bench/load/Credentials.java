package imc.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** With what the members of a run prove their password (RFC 7616 §3.4): each uses his nonce again and again. */
public final class Credentials {

    private static final Pattern CHALLENGE = Pattern
            .compile("WWW-Authenticate: *Digest realm=\"([^\"]*)\", nonce=\"([^\"]*)\", opaque=\"([^\"]*)\"");
    private static final String CNONCE = "0a4f113b";
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest hash;
    /** Of each member what stays the same: up to the uri, and H(A1) with the nonce. */
    private final String[] beginnings;
    private final String[] secrets;

    /**
     * Asks the server for a nonce for each member.
     *
     * @param run       of the load whose members these are, sip:m0@run.example and so on
     * @param algorithm MD5 or SHA-256, which is what the server asks for
     * @param password  of all of them
     */
    public Credentials(InetSocketAddress server, String run, int members, String algorithm, String password)
            throws IOException {
        hash = hash(algorithm);
        beginnings = new String[members];
        secrets = new String[members];
        try (Client client = new Client(server, run + ".example")) {
            for (int i = 0; i < members; i++) {
                String user = "m" + i;
                String response = client.message(user, "chat-0", "#help");
                Matcher challenge = CHALLENGE.matcher(response);
                if (Client.status(response) != 401 || !challenge.find()) {
                    throw new IOException("this asks for no password: " + response);
                }
                String realm = challenge.group(1);
                String nonce = challenge.group(2);
                beginnings[i] = "Authorization: Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\""
                        + nonce + "\", opaque=\"" + challenge.group(3) + "\", algorithm=" + algorithm
                        + ", qop=auth, cnonce=\"" + CNONCE + "\"";
                secrets[i] = hex(user + ":" + realm + ":" + password) + ":" + nonce;
            }
        }
    }

    private static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The header of a MESSAGE to this URI; the count grows from one to the next of the same member. */
    String header(int member, String uri, long count) {
        String nc = HEX.toHexDigits(count, 8);
        String response = hex(secrets[member] + ":" + nc + ":" + CNONCE + ":auth:" + hex("MESSAGE:" + uri));
        return beginnings[member] + ", uri=\"" + uri + "\", nc=" + nc + ", response=\"" + response + "\"\r\n";
    }

    private String hex(String text) {
        return HEX.formatHex(hash.digest(text.getBytes(UTF_8)));
    }
}
