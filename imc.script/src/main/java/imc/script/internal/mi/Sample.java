package imc.script.internal.mi;

import imc.api.sip.Flow;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRoute;
import imc.script.internal.run.Source;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request that nobody has sent. */
record Sample(SipRequest sample) implements Source {

    /**
     * Reads one, as it would be sent: a request line, headers, an empty line, a body.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Sample of(String text) {
        String[] parts = text.replace("\\r", "").replace("\\n", "\n").replace("\r", "").strip().split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        String[] first = lines[0].strip().split(" +");
        if (first.length < 2) {
            throw new IllegalArgumentException("'" + lines[0] + "' is no request line like 'MESSAGE"
                    + " sip:chat-lunch@example.com SIP/2.0'");
        }
        SipHeaders headers = SipHeaders.NONE;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + lines[i] + "' is no header like 'X-Name: value'");
            }
            headers = headers.with(lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip());
        }
        byte[] body = parts.length > 1 ? parts[1].getBytes(StandardCharsets.UTF_8) : new byte[0];
        return new Sample(new SipRequest(first[0], first[1], headers, body, new Flow("udp", "127.0.0.1", 5060)));
    }

    @Override
    public String method() {
        return sample.method();
    }

    @Override
    public String requestUri() {
        return sample.requestUri();
    }

    @Override
    public Optional<SipRequest> request() {
        return Optional.of(sample);
    }

    @Override
    public String fact(String name) {
        return "";
    }

    @Override
    public Optional<SipRoute.Routed> routed() {
        return Optional.empty();
    }

    @Override
    public boolean isTrial() {
        return true;
    }

    @Override
    public void rewrite(String requestUri) {
        throw new IllegalArgumentException("nothing is rewritten in a trial");
    }
}
