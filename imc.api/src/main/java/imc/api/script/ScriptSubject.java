package imc.api.script;

import imc.api.Message;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a script is about: a request, or something that has happened. What it says does not change while a variable is
 * read.
 */
@ProviderType
public interface ScriptSubject {

    /** A {@link #fact}: the address of the room that it is about, where that is not the Request-URI's. */
    String ROOM = "room";
    /** A {@link #fact}: the address of the user that it is about, where that is not the request's sender. */
    String MEMBER = "member";
    /** A {@link #fact}: what was said. */
    String BODY = "body";
    /** A {@link #fact}: what the member was to the room then, as {@link imc.api.Role#word} has it. */
    String ROLE = "role";
    /** A {@link #fact}: how many members the room had then. */
    String COUNT = "count";
    /** A {@link #fact}: which command it was, in a word. */
    String COMMAND = "command";
    /** A {@link #fact}: what {@code imc_manager()} has returned. */
    String CODE = "code";
    /** A {@link #fact}: the IP address at which the request has come in. */
    String LOCAL_HOST = "local.host";
    /** A {@link #fact}: the port at which the request has come in. */
    String LOCAL_PORT = "local.port";

    /** The method of the request; empty where there is none. The same as in {@link #request}, and had for less. */
    String method();

    /** The Request-URI, as the script has rewritten it; empty where there is no request. Had for less, too. */
    String requestUri();

    /** The request, as the script has rewritten it; empty where there is none. */
    Optional<SipRequest> request();

    /**
     * The request as rooms will read it ({@link imc.api.sip.SipRoute.Routed#message}); empty where there is none, or
     * that is not known.
     */
    default Optional<Message> message() {
        return Optional.empty();
    }

    /** How the request will be answered, as far as the script has come. */
    Optional<SipResponse> reply();

    /** The return code of the function that was called last; 1 where none was. */
    int returnCode();

    /** A variable of the script's own ({@code $var(name)}), which lasts for one request; empty where it is not set. */
    String variable(String name);

    /**
     * Something that is known of an event, or of what is sent.
     *
     * @param name one of the names here, or what whoever tells of the event calls it
     * @return empty where it is not known
     */
    String fact(String name);
}
