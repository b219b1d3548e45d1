package imc.sip.internal.server;

import imc.api.Answer;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.log.EventLog;
import imc.api.sip.SipRequestHandler;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.fanout.InFlight;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.message.Admission;
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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Those who answer requests, without a socket: what they send is kept. */
final class Answering implements ImcManager, Sender {

    static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5099);

    final Queue<Message> messages = new ArrayDeque<>();
    final Queue<SipText> answers = new ArrayDeque<>();
    /** What stands in the event log. */
    final List<String> events = new ArrayList<>();
    final Figures figures = new Figures();
    final Methods methods = new Methods(System::nanoTime);
    /** By how many nanoseconds the clock is ahead. */
    long ahead;
    final Filters filters = new Filters();
    final Requests requests;
    private final String transport;
    /** Where the last answer went. */
    InetSocketAddress receiver;

    Answering(String transport) {
        this.transport = transport;
        Settings settings = SipSettings.initial();
        requests = new Requests(filters, methods, new Messages(() -> settings, () -> this,
                new Admission(() -> 0, new InFlight(() -> Long.MAX_VALUE), 100, room -> false, () -> false, () -> false),
                (sender, peer) -> true, figures), (user, peer, reachable) -> { },
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
        requests.received(request, request.length, PEER, this);
        return answers.poll();
    }

    long figure(String name) {
        return figures.statistics(0, 0, 0, 0, 0).stream().filter(statistic -> statistic.name().equals(name))
                .findFirst().orElseThrow().value();
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        messages.add(message);
        return CompletableFuture.completedFuture(Answer.OK);
    }

    @Override
    public boolean roomActive(SipAddress room) {
        return false;
    }

    @Override
    public boolean roomMember(SipAddress room, SipAddress user) {
        return false;
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public void send(byte[] message, InetSocketAddress to) {
        receiver = to;
        answers.add(new SipText(new String(message, StandardCharsets.ISO_8859_1)));
    }
}
