package imc.api.sip;

import imc.api.SipAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at requests before any handler does, and before the conference server: it refuses them, or lets them pass and
 * may say who has sent them. All services of this type are asked in the order of their {@code service.ranking}, the
 * highest first, until one refuses.
 * <p>
 * Asked about every request once, whether anybody will handle its method or not, as authentication comes first (RFC
 * 3261 §8.2); about no retransmission, as that is answered as before, and about no ACK and no CANCEL, which cannot be
 * sent again with credentials (§22.1).
 */
@ConsumerType
public interface SipFilter {

    /**
     * Looks at a request. Called by a thread that receives for everybody: it must wait for nothing. Whoever has to, as
     * for a database, returns at once and completes later; meanwhile the request is held, with what is held in all
     * bounded, and after 32 seconds, when its client has given up (Timer F), it is answered 503.
     * <p>
     * Whoever completes later does so on a thread of its own, on which the next filter and the handler are called.
     * Requests of one client may overtake each other then. What is thrown, null, and what completes exceptionally are
     * logged once and counted, and the request is answered 500: it never passes.
     *
     * @param request with the identity that a filter before has found
     * @return what is to become of it
     */
    CompletionStage<Verdict> filter(SipRequest request);

    /**
     * What is to become of a request.
     *
     * @param refusal  the answer that ends it: 401 with a challenge, 403, 503; empty to let it pass
     * @param identity who has sent it, as the filter has found out; empty to leave that as it is
     */
    record Verdict(Optional<SipResponse> refusal, Optional<SipAddress> identity) {

        private static final Verdict PASS = new Verdict(Optional.empty(), Optional.empty());

        public Verdict {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(identity, "identity");
        }

        /** It passes as it is. */
        public static Verdict pass() {
            return PASS;
        }

        /** It passes, and that user has sent it, whatever its From says. */
        public static Verdict pass(SipAddress identity) {
            return new Verdict(Optional.empty(), Optional.of(identity));
        }

        /**
         * It is answered, and nobody else sees it.
         *
         * @param answer 300 to 699, for what is refused may be sent again by another way
         */
        public static Verdict refuse(SipResponse answer) {
            return new Verdict(Optional.of(answer), Optional.empty());
        }
    }
}
