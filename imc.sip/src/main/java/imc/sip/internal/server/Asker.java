package imc.sip.internal.server;

import imc.api.Answer;
import imc.api.sip.SipResponse;

/** Whoever waits for the one answer to a request. */
public interface Asker {

    /** It is refused before whoever it is for has seen it. */
    void answer(SipResponse response);

    /** The one for whom it is has answered, and tells himself of what he refuses. */
    void answer(Answer answer);
}
