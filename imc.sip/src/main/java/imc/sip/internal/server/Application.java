package imc.sip.internal.server;

import imc.api.Message;
import imc.api.SipAddress;
import imc.api.sip.SipResponse;
import java.util.Optional;

/** Whoever MESSAGEs are for before any handler is asked. */
public interface Application {

    /**
     * Answers a MESSAGE now or later.
     *
     * @param asker takes the answer, once
     * @return false where the Request-URI is none of its own
     */
    boolean handle(Request request, Asker asker);

    /** A MESSAGE as it will be read when it is handled; empty for anything else, and for what cannot be read. */
    Optional<Message> read(Request request);

    /** How a MESSAGE is answered that nobody has taken. */
    SipResponse unserved();

    /** How a MESSAGE to the same address would be refused before anybody reads it; empty for who has none. */
    Optional<SipResponse> wouldRefuse(Request request);

    /**
     * Who is said to have sent a request by somebody who is trusted to know (RFC 3325).
     *
     * @return empty where nobody is
     * @throws IllegalArgumentException where somebody is, and does not say it
     */
    Optional<SipAddress> asserted(Request request);

    /** Whether the end is near; then a request of any method has been refused. */
    boolean isClosed(Request request);

    /** Some seconds have gone by: lets go of what is not needed any more. */
    void age();
}
