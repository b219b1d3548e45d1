package imc.sip.internal.server;

import imc.api.Answer;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.log.EventLog;
import imc.api.sip.Hindrance;
import imc.api.sip.MessageHandler;
import imc.api.sip.SipFilter;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.api.sip.TransportKind;
import imc.sip.internal.config.Identity;
import imc.sip.internal.fanout.InFlight;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.message.Admission;
import imc.sip.internal.message.MessageHandlers;
import imc.sip.internal.message.MessageReader;
import imc.sip.internal.message.Messages;
import imc.sip.internal.net.Sender;
import imc.sip.wire.SipText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Those who answer requests, without a socket: what they send is kept. */
final class Answering implements MessageHandler, Sender {

    static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5099);

    final Queue<Message> messages = new ArrayDeque<>();
    final Queue<SipText> answers = new ArrayDeque<>();
    /** What stands in the event log. */
    final List<String> events = new ArrayList<>();
    final Figures figures = new Figures();
    final Methods methods = new Methods(System::nanoTime);
    /** By how many nanoseconds the clock is ahead. */
    long ahead;
    /** Who is asked before anybody answers, the last one first. */
    List<SipFilter> filters = List.of();
    /** What decides before anybody answers. */
    List<SipRoute> routes = List.of();
    final Requests requests;
    private final String transport;
    /** Where the last answer went. */
    InetSocketAddress receiver;

    Answering(String transport) {
        this.transport = transport;
        MessageHandlers handlers = new MessageHandlers(System::nanoTime);
        handlers.arrived(this);
        requests = new Requests(new Filters(() -> filters), () -> routes, methods, new Messages(
                new MessageReader(() -> Identity.FROM, (sender, peer) -> true, () -> false), handlers,
                new Admission(() -> 0, new InFlight(() -> Long.MAX_VALUE), 100, room -> false, () -> false,
                        () -> false),
                figures), (user, peer, reachable) -> { },
                new Refusals(new EventLog(() -> true, events::add, System::nanoTime), figures), figures,
                () -> System.nanoTime() + ahead);
    }

    /** From now on, there is a handler of these methods. */
    void handle(SipRequestHandler handler, String... handled) {
        methods.add(handler, Map.of(SipRequestHandler.METHOD, handled));
    }

    /** What a request, one character for each byte, is answered; null for nothing. */
    SipText answer(String request) {
        return answer(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    SipText answer(byte[] request) {
        answers.clear();
        requests.received(request, request.length, PEER, 0, this);
        return answers.poll();
    }

    long figure(String name) {
        return figures.statistics().stream().filter(statistic -> statistic.name().equals(name))
                .findFirst().orElseThrow().value();
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        messages.add(message);
        return CompletableFuture.completedFuture(Answer.OK);
    }

    @Override
    public boolean serves(SipAddress requestUri) {
        return requestUri.user().startsWith("chat-");
    }

    @Override
    public Optional<Answer> refusal(Hindrance hindrance) {
        return Optional.empty();
    }

    @Override
    public Optional<SipResponse> wouldRefuse(SipAddress requestUri, SipAddress to) {
        return requestUri.user().equals("chat-manager") ? Optional.empty() : Optional.of(SipResponse.of(404));
    }

    @Override
    public TransportKind transport() {
        return TransportKind.of(transport);
    }

    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
    }

    @Override
    public void send(byte[] message, InetSocketAddress to) {
        receiver = to;
        answers.add(new SipText(new String(message, StandardCharsets.ISO_8859_1)));
    }
}
