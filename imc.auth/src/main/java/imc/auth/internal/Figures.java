package imc.auth.internal;

import imc.api.statistics.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What has become of requests. Safe for use by many threads. */
final class Figures {

    /** Why a request was refused for good, or for a while. */
    enum Reason {
        /** A wrong password, or an unknown user. */
        PASSWORD,
        /** Too many of these. */
        BLOCKED,
        /** A nonce with a count that has been there. */
        REPLAY,
        /** From, or To of a registration, is somebody else. */
        IDENTITY,
        /** The host of From is none of the realms. */
        REALM,
        /** It cannot be read. */
        MALFORMED,
        /** None of the trusted peers. */
        UNTRUSTED,
        /** The store of users is away, or slow. */
        STORE
    }

    private final LongAdder challenges = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder trusted = new LongAdder();
    private final LongAdder[] refused =
            Stream.of(Reason.values()).map(reason -> new LongAdder()).toArray(LongAdder[]::new);

    void challenge() {
        challenges.increment();
    }

    void accepted() {
        accepted.increment();
    }

    void trusted() {
        trusted.increment();
    }

    void refused(Reason reason) {
        refused[reason.ordinal()].increment();
    }

    List<Statistic> statistics(int nonces) {
        List<Statistic> all = new ArrayList<>(List.of(
                Statistic.counter("auth_challenges", "Requests answered 401", challenges.sum()),
                Statistic.counter("auth_accepted", "Requests whose sender has proved a password", accepted.sum()),
                Statistic.counter("auth_trusted", "Requests of trusted peers", trusted.sum()),
                Statistic.gauge("auth_nonces", "Nonces in use", nonces)));
        for (Reason reason : Reason.values()) {
            all.add(new Statistic("auth_refused", Statistic.Kind.COUNTER, "Requests refused, by reason",
                    Map.of("reason", reason.name().toLowerCase(Locale.ROOT)), refused[reason.ordinal()].sum()));
        }
        return all;
    }
}
