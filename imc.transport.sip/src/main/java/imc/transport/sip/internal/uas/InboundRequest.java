package imc.transport.sip.internal.uas;

import imc.api.Answer;
import imc.api.sip.Flow;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.stack.RawMessage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request in its server transaction, which answers its retransmissions (RFC 3261 §17.2.2). */
abstract class InboundRequest {

    private static final SipResponse OK = SipResponse.of(200);

    private final AtomicBoolean answered = new AtomicBoolean();

    abstract RawMessage raw();

    abstract String method();

    abstract Flow source();

    /** Sends the final response; called once. */
    abstract void send(SipResponse response);

    SipRequest asSipRequest() {
        RawMessage raw = raw();
        return new SipRequest(method(), raw.requestUri(), raw.headers(), raw.body(), source());
    }

    /** Answers; of several answers only the first counts. */
    void answer(SipResponse response) {
        if (answered.compareAndSet(false, true)) {
            send(response);
        }
    }

    /** Answers as the conference server says, with the code and the words in a Reason header (RFC 3326). */
    void answer(Answer answer) {
        if (answer.status() == 200 && answer.phrase() == null && answer.retryAfter() == 0) {
            answer(OK);
            return;
        }
        SipResponse response = SipResponse.of(answer.status(), answer.phrase());
        if (answer.status() >= 300) {
            String words = answer.text().replace("\\", "\\\\").replace("\"", "\\\"");
            response = response.with("Reason", "imc;cause=" + answer.code() + ";text=\"" + words + '"');
        }
        if (answer.retryAfter() > 0) {
            response = response.with("Retry-After", Integer.toString(answer.retryAfter()));
        }
        answer(response);
    }
}
