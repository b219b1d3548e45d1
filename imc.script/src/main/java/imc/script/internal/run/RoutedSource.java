package imc.script.internal.run;

import imc.api.Message;
import imc.api.script.ScriptSubject;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRoute;
import java.util.Optional;

/** A request on its way. */
record RoutedSource(SipRoute.Routed there) implements Source {

    @Override
    public String method() {
        return there.method();
    }

    @Override
    public String requestUri() {
        return there.requestUri();
    }

    @Override
    public Optional<SipRequest> request() {
        return Optional.of(there.request());
    }

    @Override
    public Optional<Message> message() {
        return there.message();
    }

    @Override
    public String fact(String name) {
        return switch (name) {
            case ScriptSubject.LOCAL_HOST -> there.local().host();
            case ScriptSubject.LOCAL_PORT -> Integer.toString(there.local().port());
            default -> "";
        };
    }

    @Override
    public Optional<SipRoute.Routed> routed() {
        return Optional.of(there);
    }

    @Override
    public void rewrite(String requestUri) {
        there.rewrite(requestUri);
    }
}
