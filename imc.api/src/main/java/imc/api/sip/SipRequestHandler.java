package imc.api.sip;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers requests of the methods that its service property {@link #METHOD} names, now or later. The handlers of a
 * method are asked in the order of their ranking, until one answers; MESSAGE goes to the conference server first.
 * <p>
 * There are final answers only: to what is no INVITE, nobody sends a provisional one but 100 (RFC 4320 §4.1).
 */
@ConsumerType
public interface SipRequestHandler {

    /** Service property, String or String[]: the methods handled, in upper case, for example {@code REGISTER}. */
    String METHOD = "sip.method";

    /**
     * Service property, String or String[], may be missing: the option tags of the extensions that the handler knows,
     * for example {@code path}. Requests of its methods may require them (RFC 3261 §20.32), and OPTIONS tells of them;
     * the transport refuses with 420 what requires any other.
     */
    String OPTION_TAG = "sip.option_tag";

    /**
     * Answers a request. Called by a thread that receives for everybody, or by that of a filter: it must wait for
     * nothing. Whoever has to wait returns at once and completes later; meanwhile the request is held, with what is
     * held in all bounded, and after 32 seconds, when its client has given up (Timer F), it is answered 503.
     * <p>
     * What is thrown, null, and what completes exceptionally are logged once and counted, and the request is answered
     * 500.
     *
     * @return the final answer, or empty to leave the request to the next handler
     */
    CompletionStage<Optional<SipResponse>> answer(SipRequest request);

    /** What a handler returns that answers at once. */
    static CompletionStage<Optional<SipResponse>> now(SipResponse answer) {
        return CompletableFuture.completedFuture(Optional.of(answer));
    }

    /** What a handler returns that leaves a request to the next one. */
    static CompletionStage<Optional<SipResponse>> pass() {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
