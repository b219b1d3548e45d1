package imc.run.extension;

import static java.nio.charset.StandardCharsets.UTF_8;

import imc.api.SipAddress;
import imc.api.sip.HeaderValues;
import imc.api.sip.SipFilter;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;

/**
 * The whole of a bundle that lets nobody pass who does not know a password (RFC 3261 §22, RFC 8760), and says who has
 * sent what passes. No nonce is kept: each tells when it was made, and goes with the bundle. Until it is stale, whoever
 * has read a request can send it again.
 */
@Component
public class Challenge implements SipFilter {

    private static final String REALM = "example.org";
    private static final Map<String, String> PASSWORDS = Map.of("alice", "Mellon");
    /** The preferred one first (RFC 8760 §2.4). */
    private static final List<String> ALGORITHMS = List.of("SHA-256", "MD5");
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String secret = Long.toHexString(new SecureRandom().nextLong());

    @Override
    public CompletionStage<Verdict> filter(SipRequest request) {
        // There may be others, for other realms (RFC 3261 §22.3).
        Verdict verdict = request.headers().all("Authorization").stream().map(Challenge::parameters)
                .filter(given -> REALM.equals(given.get("realm")) && isRight(given, request)).findFirst()
                .map(given -> isFresh(given.get("nonce"))
                        ? Verdict.pass(SipAddress.of(given.get("username"), REALM)) : challenge(", stale=true"))
                .orElseGet(() -> challenge(""));
        return CompletableFuture.completedFuture(verdict);
    }

    private Verdict challenge(String more) {
        SipResponse answer = SipResponse.of(401);
        String time = Long.toHexString(System.nanoTime());
        for (String algorithm : ALGORITHMS) {
            answer = answer.with("WWW-Authenticate", "Digest realm=\"%s\", nonce=\"%s\", qop=\"auth\", algorithm=%s%s"
                    .formatted(REALM, time + '-' + seal(time), algorithm, more));
        }
        return Verdict.refuse(answer);
    }

    private String seal(String time) {
        return hash("SHA-256", time + ':' + secret);
    }

    private boolean isFresh(String nonce) {
        String time = nonce.substring(0, Math.max(0, nonce.indexOf('-')));
        return isSame(nonce, time + '-' + seal(time))
                && System.nanoTime() - Long.parseUnsignedLong(time, 16) < FRESH_NANOS;
    }

    /** Whether the sender knows the password of whom he names (RFC 7616 §3.4.1). */
    private static boolean isRight(Map<String, String> given, SipRequest request) {
        String algorithm = given.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        String password = PASSWORDS.get(given.getOrDefault("username", ""));
        if (password == null || !ALGORITHMS.contains(algorithm) || !"auth".equals(given.get("qop"))
                || !request.requestUri().equals(given.get("uri")) || !given.keySet().containsAll(
                        List.of("nonce", "nc", "cnonce", "response"))) {
            return false;
        }
        String user = hash(algorithm, given.get("username") + ':' + REALM + ':' + password);
        String what = hash(algorithm, request.method() + ':' + request.requestUri());
        return isSame(given.get("response"), hash(algorithm, String.join(":", user, given.get("nonce"),
                given.get("nc"), given.get("cnonce"), "auth", what)));
    }

    private static boolean isSame(String given, String right) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), right.getBytes(UTF_8));
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of credentials (RFC 3261 §25.1); none of those of another scheme. */
    private static Map<String, String> parameters(String credentials) {
        Map<String, String> parameters = new HashMap<>();
        if (credentials.regionMatches(true, 0, "Digest ", 0, 7)) {
            for (String parameter : HeaderValues.split(credentials.substring(7), ',')) {
                String[] parts = parameter.strip().split("\\s*=\\s*", 2);
                parameters.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? ""
                        : parts[1].replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1"));
            }
        }
        return parameters;
    }
}
