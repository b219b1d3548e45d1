package imc.api.script;

import imc.api.sip.SipResponse;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** What the function of a script can do with the request that it is about. */
@ProviderType
public interface RequestActions {

    /**
     * Answers it, once the script has ended.
     *
     * @return false where it is answered already: then nothing changes, and one line in the log says so
     */
    boolean reply(SipResponse answer);

    /**
     * Has the server do with it what it does without a script, for a MESSAGE to a room or to the manager: Kamailio's
     * {@code imc_manager()}. Its answer goes out when the script has ended, unless the script {@link #reply replies}
     * itself. A second call does nothing and says the same.
     *
     * @return the return code, positive for success: of {@link imc.api.ReturnCode}, or of a feature's own
     */
    CompletionStage<Integer> serve();

    /** The script ends here, and the request is not answered. */
    void drop();

    /**
     * Adds a header to what goes out because of the request: the room's messages, where it is {@link #serve served}
     * after that, and the request itself where a function sends it on.
     *
     * @throws IllegalArgumentException where the name or the value is none, or the server sets the header itself or
     *                                  takes it from the message ({@link imc.api.Message#HEADERS})
     */
    void append(String name, String value);

    /** The values that were {@link #append appended} until now, by the headers' names; a copy, not to be changed. */
    Map<String, String> appended();

    /**
     * Another Request-URI, for the rest of the script and for whoever serves the request after it.
     *
     * @throws IllegalArgumentException saying why it is none
     */
    void rewrite(String requestUri);
}
