package imc.auth.internal;

import imc.api.auth.Credentials;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Optional;

/**
 * What asks for a password: 401 with a WWW-Authenticate header for each algorithm, the strongest first (RFC 8760 §2.4).
 * <p>
 * A client takes the first that it knows. So a user of whom Kamailio has left an MD5 hash alone must not be asked for
 * SHA-256: the client would prove his password with that in vain, and after a second 401 some give up. Each user is
 * asked for what can be compared, and one who is not known for all.
 */
final class Challenge {

    private Challenge() {
    }

    /**
     * Makes one.
     *
     * @param user   of whom what is known
     * @param stale  whether nothing is wrong but the nonce
     */
    static SipResponse of(String realm, String nonce, String opaque, List<Algorithm> algorithms,
            Optional<Credentials> user, boolean stale) {
        List<Algorithm> known = algorithms.stream()
                .filter(algorithm -> user.isEmpty() || algorithm.of(user.get()).isPresent()).toList();
        SipResponse response = SipResponse.of(401);
        for (Algorithm algorithm : known.isEmpty() ? algorithms : known) {
            response = response.with("WWW-Authenticate", "Digest realm=\"" + realm + "\", nonce=\"" + nonce
                    + "\", opaque=\"" + opaque + "\", algorithm=" + algorithm.token() + ", qop=\"auth\""
                    + (stale ? ", stale=true" : ""));
        }
        return response;
    }
}
