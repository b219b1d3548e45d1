package imc.api.sip;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers requests of the methods that its service property {@link #METHOD} names. The transport asks the handlers of
 * a method in the order of their ranking, until one answers; MESSAGE goes to the conference server first.
 */
@ConsumerType
public interface SipRequestHandler {

    /** Service property, String or String[]: the methods handled, in upper case, for example {@code REGISTER}. */
    String METHOD = "sip.method";

    /**
     * Service property, String or String[], may be missing: the option tags of the extensions that the handler knows, for
     * example {@code path}. Requests of its methods may require them (RFC 3261 §20.32), and OPTIONS tells of them; the
     * transport refuses with 420 what requires any other.
     */
    String OPTION_TAG = "sip.option_tag";

    /**
     * Answers a request.
     *
     * @return the final answer, or empty to leave the request to the next handler
     */
    Optional<SipResponse> answer(SipRequest request);
}
