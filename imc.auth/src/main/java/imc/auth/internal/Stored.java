package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserListener;
import imc.api.auth.UserStore;
import imc.api.mi.MiAddress;
import imc.api.mi.MiException;
import imc.api.mi.MiPatience;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Users as management has them: by name and password. No text that is made here has a password in it. */
record Stored(Users users) {

    static final int MAX_PASSWORD_BYTES = 128;

    private static final MiPatience STORE = new MiPatience("the store of users", Duration.ofSeconds(10));

    /** The parameter {@code user}: {@code sip:user@host}, or {@code user@host}. */
    static SipAddress user(Map<String, Object> parameters) throws MiException {
        SipAddress user = MiAddress.of("user", text(parameters, "user"));
        if (user.isTelephone()) {
            throw MiException.badRequest("the parameter 'user' is a telephone number, which has no host to log in at");
        }
        return SipAddress.of(user.user(), user.host());
    }

    private static String text(Map<String, Object> parameters, String name) {
        return Objects.requireNonNull((String) parameters.get(name), name);
    }

    /** The user's hashes, made of the parameter {@code password}. */
    static Credentials credentials(SipAddress user, Map<String, Object> parameters) throws MiException {
        String password = text(parameters, "password");
        if (password.isEmpty() || password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES
                || password.chars().anyMatch(Character::isISOControl)) {
            throw MiException.badRequest("the password is not taken: 1 to " + MAX_PASSWORD_BYTES
                    + " bytes in UTF-8 are allowed, without control characters");
        }
        if (password.indexOf('\uFFFD') >= 0) {
            throw MiException.badRequest("the password is not taken: it was not written in UTF-8, and who knows it"
                    + " could not log in");
        }
        String name = Digest.nameOf(user);
        return new Credentials(user, Optional.of(Algorithm.MD5.ofPassword(name, user.host(), password)),
                Optional.of(Algorithm.SHA_256.ofPassword(name, user.host(), password)));
    }

    /** Has the store do something, and waits for it. */
    <T> T ask(Function<UserStore, CompletionStage<T>> work) throws MiException {
        return STORE.await(users.ask(work));
    }

    /** The same, for what makes a difference to who can log in. */
    <T> T change(Function<UserStore, CompletionStage<T>> work) throws MiException {
        try {
            return ask(work);
        } finally {
            users.forget();
        }
    }

    /** The same, where whoever has logged in as this user is not to be served any more. */
    boolean revoke(SipAddress user, Function<UserStore, CompletionStage<Boolean>> work) throws MiException {
        boolean done = change(work);
        if (done) {
            users.revoked(user);
        }
        return done;
    }

    /** What a command tells that has done something. */
    static Map<String, Object> done(SipAddress user) {
        return Map.of("user", user.toString());
    }

    /** The same, with what everybody else has to say who is told of it. */
    Map<String, Object> done(SipAddress user, String what, Function<UserListener, Map<String, Object>> told) {
        Map<String, Object> all = new LinkedHashMap<>(done(user));
        all.putAll(users.tell(user, what, told));
        return all;
    }

    static MiException unknown() {
        return MiException.notFound("no such user");
    }
}
