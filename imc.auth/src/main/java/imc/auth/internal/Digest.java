package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.config.Settings;
import imc.api.sip.NameAddress;
import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipRequest;
import imc.auth.internal.Figures.Reason;
import imc.auth.internal.Nonces.Nonce;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whoever sends a request to prove that he knows the password of the user in From (RFC 3261 §22, RFC 8760). The
 * realm is the host of From, with which Kamailio makes its hashes, too. Safe for use by many threads; waits for no
 * store.
 */
final class Digest {

    static final int MAX_HEADERS = 8;
    /** So many challenges may have the store asked at a time; what more there are are those of an unknown user. */
    static final int MOST_ASKED_FOR_CHALLENGES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Digest.class);

    private final Users users;
    private final Nonces nonces;
    private final Failures failures;
    private final Figures figures;
    private final Refusals refusals;
    private final Executor executor;

    /** @param executor on which a request goes on whose user had to be looked for */
    Digest(Users users, Figures figures, Executor executor, LongSupplier nanoTime) {
        this.users = users;
        this.nonces = new Nonces(nanoTime);
        this.failures = new Failures(nanoTime);
        this.figures = figures;
        this.refusals = new Refusals(figures);
        this.executor = executor;
    }

    /** How many nonces are in use. */
    int nonces() {
        return nonces.size();
    }

    /** A request whose credentials can be looked at. */
    private record Claim(SipRequest request, Settings settings, Source source, SipAddress from,
            Authorization given, Algorithm algorithm, Nonce nonce) {

        Duration lifetime() {
            return AuthSettings.nonceLifetime(settings);
        }
    }

    CompletionStage<Verdict> ask(SipRequest request, Settings settings) {
        try {
            SipAddress from = address(request, "From");
            Set<String> realms = settings.get(AuthSettings.REALMS);
            if (from.host().isEmpty() || from.isTelephone() || !realms.isEmpty() && !realms.contains(from.host())) {
                return now(refusals.realm());
            }
            Source source = Source.of(request.source());
            Authorization given = given(request, from.host(), settings.get(AuthSettings.ALGORITHMS));
            if (given == null) {
                return challenge(source, from, settings, false);
            }
            given.requireAuth();
            Nonce nonce = nonces.read(given.nonce(), source, AuthSettings.nonceLifetime(settings));
            if (nonce == null || !given.opaque().isEmpty() && !given.opaque().equals(nonces.opaque())) {
                // Whether the password is right is not looked at: the answer says nothing of it.
                return challenge(source, from, settings, true);
            }
            if (!Target.isFor(given.uri(), request.requestUri(), uri(request, "To"))) {
                return now(refusals.malformed("The uri in Authorization is not that of the request"));
            }
            return compare(new Claim(request, settings, source, from, given,
                    Algorithm.find(given.algorithm()).orElseThrow(), nonce));
        } catch (IllegalArgumentException e) {
            return now(unreadable(e));
        }
    }

    private static SipAddress address(SipRequest request, String header) {
        return SipAddress.parse(uri(request, header));
    }

    private static String uri(SipRequest request, String header) {
        return NameAddress.parse(request.headers().first(header).orElse("")).uri();
    }

    /** The first that answers a challenge of ours; null where there is none, as before the first one. */
    private static @Nullable Authorization given(SipRequest request, String realm, List<Algorithm> algorithms) {
        List<String> values = request.headers().all("Authorization");
        if (values.size() > MAX_HEADERS) {
            throw new IllegalArgumentException("There are more than " + MAX_HEADERS + " Authorization headers");
        }
        for (String value : values) {
            Optional<Authorization> read = Authorization.read(value).filter(one -> one.realm().equals(realm))
                    .filter(one -> Algorithm.find(one.algorithm()).filter(algorithms::contains).isPresent());
            if (read.isPresent()) {
                return read.get();
            }
        }
        return null;
    }

    private CompletionStage<Verdict> compare(Claim claim) {
        Optional<SipAddress> user = user(claim);
        SipAddress named = user.orElse(claim.from);
        OptionalInt blocked = failures.blocked(claim.source, named, AuthSettings.limit(claim.settings));
        if (blocked.isPresent()) {
            return now(refusals.tooManyFailures(blocked.getAsInt()));
        }
        return found(users.find(named), found -> compare(claim, named, user.isEmpty() ? Optional.empty() : found));
    }

    /** Whom the credentials name: mostly the user in From, whose name may be written with escapes or without. */
    private static Optional<SipAddress> user(Claim claim) {
        String name = claim.given.username();
        if (name.equals(claim.from.user()) || name.equals(nameOf(claim.from))) {
            return Optional.of(claim.from);
        }
        try {
            return Optional.of(SipAddress.of(name, claim.from.host()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The user part as people type it, without escapes: of that hashes are made. */
    static String nameOf(SipAddress user) {
        return user.user().indexOf('%') < 0 ? user.user()
                : URLDecoder.decode(user.user().replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Takes as long, and ends the same, for a user who is not there and for a wrong password. */
    private Verdict compare(Claim claim, SipAddress user, Optional<Credentials> known) {
        Optional<String> hash = known.flatMap(claim.algorithm::of);
        Failures.Outcome outcome = failures.compare(claim.source, user, AuthSettings.limit(claim.settings),
                () -> isProof(claim, hash));
        if (outcome.blocked().isPresent()) {
            return refusals.tooManyFailures(outcome.blocked().getAsInt());
        }
        if (!outcome.isRight()) {
            figures.refused(Reason.PASSWORD);
            if (outcome.tells()) {
                tell(claim, user);
            }
            return challenge(claim.source, claim.from, claim.settings, known, false);
        }
        if (!nonces.use(claim.nonce, claim.given.count(), claim.lifetime(),
                claim.settings.get(AuthSettings.MAX_NONCES))) {
            figures.refused(Reason.REPLAY);
            return challenge(claim.source, claim.from, claim.settings, known, true);
        }
        failures.forget(claim.source, user);
        if (!user.equals(claim.from)) {
            return refusals.sender();
        }
        if (claim.request.method().equals("REGISTER") && !address(claim.request, "To").equals(user)) {
            return refusals.thirdParty();
        }
        figures.accepted();
        return Verdict.pass(claim.from);
    }

    private static boolean isProof(Claim claim, Optional<String> hash) {
        String expected = claim.algorithm.response(hash.orElse(claim.algorithm.ofNobody()),
                claim.request.method(), claim.given);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII),
                claim.given.response().getBytes(StandardCharsets.UTF_8)) && hash.isPresent();
    }

    private static void tell(Claim claim, SipAddress user) {
        LOG.warn("Too many wrong passwords from {}, the last for {}: for a while none from there is looked at, at the"
                + " longest for {} s (max_failures, max_failures_per_source in imc.auth); what follows is counted only",
                claim.source, user, AuthSettings.limit(claim.settings).interval().toSeconds());
    }

    /** Challenges by what is known of the user in From, where that matters. */
    private CompletionStage<Verdict> challenge(Source source, SipAddress from, Settings settings, boolean stale) {
        boolean needsUser = settings.get(AuthSettings.ALGORITHMS).size() > 1
                && users.open() < MOST_ASKED_FOR_CHALLENGES;
        return needsUser ? found(users.find(from), found -> challenge(source, from, settings, found, stale))
                : now(challenge(source, from, settings, Optional.empty(), stale));
    }

    private Verdict challenge(Source source, SipAddress from, Settings settings, Optional<Credentials> known,
            boolean stale) {
        figures.challenge();
        return Verdict.refuse(Challenge.of(from.host(), nonces.make(source), nonces.opaque(),
                settings.get(AuthSettings.ALGORITHMS), known, stale));
    }

    /** Goes on when the user was looked for: at once, or on a thread of ours, as the store's serves everybody. */
    private CompletionStage<Verdict> found(CompletableFuture<Optional<Credentials>> user,
            Function<Optional<Credentials>, Verdict> then) {
        return user.isDone() ? user.handle((found, failure) -> verdict(found, failure, then))
                : user.handleAsync((found, failure) -> verdict(found, failure, then), executor);
    }

    private Verdict verdict(@Nullable Optional<Credentials> found, @Nullable Throwable failure,
            Function<Optional<Credentials>, Verdict> then) {
        if (found == null) {
            LOG.debug("A user cannot be looked for", failure);
            return refusals.storeIsAway();
        }
        try {
            return then.apply(found);
        } catch (IllegalArgumentException e) {
            return unreadable(e);
        }
    }

    private Verdict unreadable(IllegalArgumentException e) {
        return refusals.malformed(String.valueOf(e.getMessage()).replaceAll("[\"\\\\\\p{Cntrl}]", ""));
    }

    private static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
