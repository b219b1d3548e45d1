package imc.script.forward.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import imc.api.SipAddress;
import imc.api.script.RequestActions;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptSubject;
import imc.api.sip.Flow;
import imc.api.sip.OutgoingRequest;
import imc.api.sip.Recipient;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on to another server, and what comes back. */
class ForwardTest {

    private static final byte[] BODY = "hello".getBytes(StandardCharsets.UTF_8);

    private final List<OutgoingRequest> sent = new ArrayList<>();
    private final List<SipResponse> replies = new ArrayList<>();
    private CompletableFuture<SipAnswer> answer = CompletableFuture.completedFuture(answer(200, SipHeaders.NONE));
    private Map<String, String> appended = Map.of();
    private String method = "MESSAGE";
    private String uri = "sip:bob@other.example";
    private Optional<SipAddress> identity = Optional.empty();
    private SipHeaders headers = SipHeaders.NONE.with("Via", "SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1")
            .with("From", "<sip:alice@example.com>;tag=1").with("To", "<sip:bob@other.example>").with("Call-ID", "c")
            .with("CSeq", "7 MESSAGE").with("Content-Type", "text/plain");
    private final Forward forward = new Forward(request -> {
        sent.add(request);
        return answer;
    }, Map.of("forward_to", "192.0.2.0/28, 2001:db8::5, other.example, *.example.net"));

    private static SipAnswer answer(int status, SipHeaders headers) {
        return new SipAnswer(status, true, "", headers, new byte[0]);
    }

    private Integer call(String... arguments) {
        return forward.call(new Call(List.of(arguments))).toCompletableFuture().getNow(null);
    }

    private static <T> T part(Class<T> type, BiFunction<String, Object[], Object> answering) {
        return type.cast(Proxy.newProxyInstance(ForwardTest.class.getClassLoader(), new Class<?>[] {type},
                (proxy, called, given) -> answering.apply(called.getName(), given)));
    }

    private final class Call implements ScriptCall {

        private final List<String> arguments;

        Call(List<String> arguments) {
            this.arguments = arguments;
        }

        @Override
        public ScriptSubject subject() {
            SipRequest request = new SipRequest(method, uri, headers, BODY, new Flow("udp", "192.0.2.7", 5060),
                    identity, "");
            return part(ScriptSubject.class, (name, given) -> Optional.of(request));
        }

        @Override
        public int count() {
            return arguments.size();
        }

        @Override
        public String text(int index) {
            return arguments.get(index);
        }

        @Override
        public long number(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<RequestActions> request() {
            return Optional.of(part(RequestActions.class, (name, given) -> name.equals("appended") ? appended
                    : replies.add((SipResponse) given[0])));
        }
    }

    @Test
    @DisplayName("a request goes on where its Request-URI says, once fewer, and its answer comes back when it is there")
    void passed() {
        answer = new CompletableFuture<>();
        headers = headers.with("Max-Forwards", "5").with("Route", "<sip:evil.example;lr>")
                .with("P-Asserted-Identity", "<sip:ceo@example.com>").with("X-Kept", "yes")
                .with("Authorization", "Digest x");
        assertEquals(null, call());
        assertEquals(new Recipient.Uri(uri), sent.get(0).to());
        SipHeaders gone = sent.get(0).headers();
        assertEquals(Optional.of("4"), gone.first("Max-Forwards"));
        assertEquals(Optional.of("yes"), gone.first("X-Kept"));
        assertEquals(Optional.of("Digest x"), gone.first("Authorization"));
        for (String name : List.of("Via", "Route", "P-Asserted-Identity")) {
            assertFalse(gone.first(name).isPresent(), name);
        }
        assertEquals(BODY, sent.get(0).body());
        assertEquals(List.of(), replies);
        answer.complete(answer(202, SipHeaders.NONE.with("Via", "x").with("To", "<sip:b@c>;tag=2")
                .with("X-Back", "yes")));
        assertEquals(List.of(new SipResponse(202, null, SipHeaders.NONE.with("X-Back", "yes"))), replies);
    }

    @Test
    @DisplayName("what the script has appended goes with it, beside what it had")
    void appended() {
        headers = headers.with("X-A", "its own").with("P-Asserted-Identity", "<sip:ceo@example.com>");
        appended = Map.of("X-A", "ours", "P-Asserted-Identity", "<sip:alice@example.com>");
        assertEquals(1, call());
        assertEquals(List.of("its own", "ours"), sent.get(0).headers().all("X-A"));
        assertEquals(List.of("<sip:alice@example.com>"), sent.get(0).headers().all("P-Asserted-Identity"));
    }

    @Test
    @DisplayName("a server that is named gets it by a route, with the Request-URI as it is; our password stays here")
    void route() {
        uri = "sip:bob@elsewhere.example";
        identity = Optional.of(SipAddress.parse("sip:alice@example.com"));
        headers = headers.with("Authorization", "Digest x");
        assertEquals(1, call("sip:192.0.2.5:5070;transport=tcp"));
        assertEquals(new Recipient.Uri(uri), sent.get(0).to());
        assertEquals(List.of("<sip:192.0.2.5:5070;transport=tcp;lr>"), sent.get(0).headers().all("Route"));
        assertEquals(Optional.of("70"), sent.get(0).headers().first("Max-Forwards"));
        assertEquals(Optional.empty(), sent.get(0).headers().first("Authorization"));
        assertEquals(1, call("sip:[2001:db8::5];lr"));
        assertEquals(List.of("<sip:[2001:db8::5];lr>"), sent.get(1).headers().all("Route"));
        assertEquals(1, call("sip:a.example.net"));
    }

    @ParameterizedTest
    @DisplayName("nothing goes to where forward_to does not let it, or where a URI might lead elsewhere")
    @ValueSource(strings = {"sip:192.0.2.16", "sip:evil.example", "sip:x@evil.example",
        "sip:other.example@evil.example", "sip:evil.example?Route=other.example", "sip:other.example;maddr=203.0.113.1",
        "sip:other.example>,<sip:evil.example", "sip:other.example\r\nX: y", "tel:+123", "http://other.example",
        "other.example", "", "sip:other.example.evil.example", "sip:evilexample.net", "sip:192.0.2.5@evil.example;lr",
        "sip:other.example;x@evil.example"})
    void nowhere(String to) {
        assertEquals(-1, call(to));
        uri = to;
        assertEquals(-1, call());
        assertEquals(List.of(), sent);
        assertEquals(List.of(SipResponse.of(403), SipResponse.of(403)), replies);
    }

    @Test
    @DisplayName("without forward_to nothing goes anywhere")
    void closed() {
        forward.modified(Map.of());
        assertEquals(-1, call());
        assertEquals(List.of(SipResponse.of(403)), replies);
    }

    @ParameterizedTest
    @DisplayName("what has been forwarded often enough, or asks for what no proxy here can do, is refused")
    @CsvSource({"Max-Forwards, 0, 483", "Max-Forwards, x, 400", "Max-Forwards, 256, 400", "Max-Forwards, -1, 400",
        "Proxy-Require, sec-agree, 420"})
    void refused(String name, String value, int status) {
        headers = headers.with(name, value);
        assertEquals(-1, call());
        assertEquals(List.of(), sent);
        assertEquals(status, replies.get(0).status());
        assertEquals(status == 420 ? List.of(value) : List.of(), replies.get(0).headers().all("Unsupported"));
    }

    @ParameterizedTest
    @DisplayName("what makes a dialog is not forwarded")
    @ValueSource(strings = {"INVITE", "SUBSCRIBE", "REFER"})
    void dialogs(String other) {
        method = other;
        assertEquals(-1, call());
        assertEquals(403, replies.get(0).status());
    }

    @ParameterizedTest
    @DisplayName("what the other server refuses is false, and 503 becomes 500: the others here may well be reached")
    @CsvSource({"404, 404", "503, 500", "408, 408", "603, 603"})
    void failed(int status, int told) {
        answer = CompletableFuture.completedFuture(answer(status, SipHeaders.NONE));
        assertEquals(-told, call());
        assertEquals(told, replies.get(0).status());
    }
}
