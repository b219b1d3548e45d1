package imc.api.sip;

import imc.api.Answer;
import imc.api.Message;
import imc.api.SipAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes MESSAGEs (RFC 3428) to addresses of its own, before any {@link SipRequestHandler} is asked. It gets them read,
 * once each, with what their memory takes up counted until they are answered; of several services the one with the
 * highest ranking is asked alone. While there is none, a MESSAGE that no request handler takes is answered 503 with
 * Retry-After, and so is every MESSAGE for a minute after one has gone: it will be back.
 * <p>
 * Every method is called by threads that receive for everybody, many at the same time, and waits for nothing. What one
 * throws is logged and counted, and the request is answered 500.
 */
@ConsumerType
public interface MessageHandler {

    /** Whether what is sent there is its own; what is not goes to the request handlers. Asked about each MESSAGE. */
    boolean serves(SipAddress requestUri);

    /**
     * Why no message is taken now, whatever it says. It is asked before each message is handed over, and when OPTIONS
     * asks whether one might be sent.
     *
     * @param hindrance what speaks against it, for copies in the name of the Request-URI or of To
     * @return the answer that refuses it, told in the event log and counted; empty to have the message handed over
     */
    Optional<Answer> refusal(Hindrance hindrance);

    /**
     * Handles a message.
     *
     * @param message never one {@link Message#isToManager to the manager}: what its address means the handler has to
     *                say
     * @return its answer, which the handler itself tells of where it refuses. The stage may complete at once, or later
     *         on a thread of the handler's own; where it completes exceptionally or with null, that is 500
     */
    CompletionStage<Answer> handle(Message message);

    /**
     * Why no message would be taken now, whomever it is for, if {@link #refusal} lets it pass. OPTIONS that names no
     * user asks for it: so does a proxy that looks which servers it may send to.
     *
     * @return what refuses them all; empty while messages are taken
     */
    default Optional<Answer> unavailable() {
        return Optional.empty();
    }

    /**
     * How a message to an address of its own would be refused, which OPTIONS asks for (RFC 3261 §11.2), if
     * {@link #refusal} lets it pass.
     *
     * @param to whom To names
     * @return the answer; empty where it would be taken
     */
    Optional<SipResponse> wouldRefuse(SipAddress requestUri, SipAddress to);
}
