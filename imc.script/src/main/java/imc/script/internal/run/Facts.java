package imc.script.internal.run;

import imc.api.sip.SipRequest;
import imc.api.sip.SipRoute;
import java.util.Map;
import java.util.Optional;

/** Something that has happened, or is sent: no request of anybody. */
public record Facts(Map<String, String> facts) implements Source {

    @Override
    public String method() {
        return "";
    }

    @Override
    public String requestUri() {
        return "";
    }

    @Override
    public Optional<SipRequest> request() {
        return Optional.empty();
    }

    @Override
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    @Override
    public Optional<SipRoute.Routed> routed() {
        return Optional.empty();
    }

    @Override
    public void rewrite(String requestUri) {
        throw new IllegalArgumentException("there is no request");
    }
}
