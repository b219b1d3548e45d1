package imc.script.internal.run;

import imc.api.Message;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRoute;
import java.util.Optional;

/** What a script is run for. */
public interface Source {

    /** Empty where there is no request. */
    String method();

    /** As it is now; empty where there is no request. */
    String requestUri();

    /** As it is now. */
    Optional<SipRequest> request();

    /** As {@link imc.api.script.ScriptSubject#message}. */
    default Optional<Message> message() {
        return Optional.empty();
    }

    /** As {@link imc.api.script.ScriptSubject#fact}. */
    String fact(String name);

    /** The request, where something can be done with it. */
    Optional<SipRoute.Routed> routed();

    /** As {@link imc.api.script.ScriptCall#isTrial}. */
    default boolean isTrial() {
        return false;
    }

    /** Another Request-URI. */
    void rewrite(String requestUri);

    /** A request on its way. */
    static Source of(SipRoute.Routed routed) {
        return new RoutedSource(routed);
    }
}
