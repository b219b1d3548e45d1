package imc.auth.internal;

import imc.api.auth.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** The hashes with which passwords are asked for (RFC 8760 §2.2), each of which every Java has; the stronger first. */
enum Algorithm {

    SHA_256("SHA-256", Credentials::sha256),
    MD5("MD5", Credentials::md5);

    private final String token;
    private final Function<Credentials, Optional<String>> hash;
    /** Never updated itself: a clone is made in less time than a new one. */
    private final MessageDigest fresh;
    private final String ofNobody;

    Algorithm(String token, Function<Credentials, Optional<String>> hash) {
        this.token = token;
        this.hash = hash;
        try {
            fresh = MessageDigest.getInstance(token);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        ofNobody = hash("");
    }

    /** As it stands in a header. */
    String token() {
        return token;
    }

    /** That of a header, in any case. */
    static Optional<Algorithm> find(String token) {
        for (Algorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** H(A1) of a user; empty where it is not known with this one. */
    Optional<String> of(Credentials credentials) {
        return hash.apply(credentials);
    }

    /** H(A1) of a password (RFC 7616 §3.4.2). */
    String ofPassword(String user, String realm, String password) {
        return hash(user + ':' + realm + ':' + password);
    }

    /** As long as H(A1), for what has to take as long where there is no user. */
    String ofNobody() {
        return ofNobody;
    }

    /** What proves with qop=auth that somebody knows H(A1) (RFC 7616 §3.4.1). */
    String response(String ofPassword, String method, Authorization given) {
        return hash(ofPassword + ':' + given.nonce() + ':' + given.nc() + ':' + given.cnonce() + ":auth:"
                + hash(method + ':' + given.uri()));
    }

    /** In hexadecimal digits. */
    String hash(String text) {
        try {
            MessageDigest digest = (MessageDigest) fresh.clone();
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
