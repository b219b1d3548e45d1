package imc.script.internal;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.SentBy;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.api.sip.SipRoute.Decision;
import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Expressions;
import imc.script.internal.eval.Language;
import imc.script.internal.function.AppendHeader;
import imc.script.internal.function.HasBody;
import imc.script.internal.function.ImcServe;
import imc.script.internal.function.IsMethod;
import imc.script.internal.function.SendReply;
import imc.script.internal.function.XLog;
import imc.script.internal.program.Program;
import imc.script.internal.program.Reader;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.variable.OfferedVariables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** A desk at which scripts are tried: with all that every script has, one request, and a server that takes it. */
final class Desk implements SipRoute.Routed {

    final Whiteboard whiteboard = new Whiteboard();
    String method = "MESSAGE";
    String uri = "sip:chat-lunch@example.com";
    SipHeaders headers = SipHeaders.NONE.with("From", "\"Alice\" <sip:alice@example.com>;tag=1")
            .with("To", "<sip:chat-lunch@example.com>").with("Call-ID", "c@h").with("CSeq", "7 MESSAGE")
            .with("Content-Type", "text/plain; charset=utf-8");
    String body = "Who is hungry?";
    Optional<SipAddress> identity = Optional.empty();
    /** What the server answers, now or later. */
    CompletableFuture<SipRoute.Served> served =
            CompletableFuture.completedFuture(new SipRoute.Served(1, SipResponse.of(200)));
    int serving;
    Map<String, String> appended = Map.of();
    /** What the clock shows. */
    Instant now = Instant.parse("2026-11-27T12:00:00Z");
    /** Turned by tests that say so. */
    long nanoTime;

    Desk() {
        new OfferedVariables(whiteboard.services.context(), () -> now);
        whiteboard.function(new SendReply(), List.of("send_reply", "sl_send_reply"), "code:integer", "[reason]");
        whiteboard.function(new ImcServe(), List.of("imc_manager"));
        whiteboard.function(new AppendHeader(), List.of("append_hf"), "name", "[value]");
        whiteboard.function(new IsMethod(), List.of("is_method"), "names");
        whiteboard.function(new HasBody(), List.of("has_body"), "[type]");
        whiteboard.function(new XLog(), List.of("xlog"), "level", "[text]");
    }

    Program read(String script) throws SyntaxException {
        return Reader.read(script, new Expressions(new Language(), whiteboard.variables, whiteboard.functions));
    }

    CompletionStage<Decision> route(String script) throws SyntaxException {
        return route(read(script));
    }

    CompletionStage<Decision> route(Program program) {
        return new Routing(() -> program, this::clock, new Told(LoggerFactory.getLogger(Desk.class))).route(this);
    }

    /** A route may work for 100 ms. */
    Clock clock() {
        return new Clock(() -> nanoTime, TimeUnit.MILLISECONDS.toNanos(100));
    }

    /** What a script makes of the request, now: {@code 403 Not here}, {@code onward}, {@code dropped}. */
    String of(String script) throws SyntaxException {
        return shown(route(script).toCompletableFuture().getNow(null));
    }

    static String shown(Decision decision) {
        return decision == null ? "waits" : decision.answer().map(answer -> answer.status()
                        + (answer.reason() == null ? "" : " " + answer.reason()))
                .orElse(decision.isOnward() ? "onward" : "dropped");
    }

    /** What an expression is worth. */
    String value(String expression) throws SyntaxException {
        return of("$var(x) = " + expression + "; send_reply(200, \"$var(x)\");").replaceFirst("^200 ?", "");
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String requestUri() {
        return uri;
    }

    @Override
    public SipRequest request() {
        return new SipRequest(method, uri, headers, body.getBytes(StandardCharsets.UTF_8),
                new Flow("udp", "192.0.2.7", 5070), identity, "");
    }

    @Override
    public SentBy local() {
        return new SentBy("udp", "192.0.2.1", 5060);
    }

    @Override
    public void rewrite(String requestUri) {
        SipAddress.parse(requestUri);
        uri = requestUri;
    }

    @Override
    public void append(Map<String, String> more) {
        appended = Map.copyOf(more);
    }

    @Override
    public CompletionStage<SipRoute.Served> serve() {
        serving++;
        return served;
    }
}
