package imc.sip.internal.server;

import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.net.Sender;
import imc.sip.internal.transaction.ResponseReader;
import imc.sip.internal.transaction.ServerTransactions;
import imc.sip.internal.transaction.TransactionId;
import imc.sip.internal.transaction.TransactionKeys;
import imc.sip.internal.wire.ContentCodings;
import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request to the one who answers it (RFC 3261 §8.2), once. A Route header is not looked at: here requests
 * end, and a preloaded route with our own address (RFC 3261 §16.4) has done what it is for.
 */
public final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    /** Soon: whoever is missing is being updated. */
    public static final int RETRY_AFTER_SECONDS = 5;
    static final SipResponse UNAVAILABLE =
            SipResponse.of(503).with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
    private static final TransactionId NONE = new TransactionId(0, 0, 0);

    private final ServerTransactions transactions;
    private final TransactionKeys keys = new TransactionKeys();
    private final Stacks stacks;
    private final Waiting waiting;
    private final Filters filters;
    private final Routes routes;
    private final Methods methods;
    private final Inspection inspection;
    private final Application messages;
    private final Registrations registered;
    private final Refusals refusals;
    private final Figures figures;
    private final Faults faults;

    /**
     * @param routes     what decides before anybody answers, if anything does
     * @param registered is told of each user who has registered, or taken the registration back
     * @param refusals   are told of
     * @param nanoTime   as {@link System#nanoTime()}
     */
    public Requests(Filters filters, Supplier<List<SipRoute>> routes, Methods methods, Application messages,
            Registrations registered, Refusals refusals, Figures figures, LongSupplier nanoTime) {
        this.waiting = new Waiting(nanoTime, (request, e) -> failed(request, request, e));
        this.filters = filters;
        this.routes = new Routes(routes, waiting, this::serve, messages::read);
        this.methods = methods;
        this.inspection = new Inspection(methods);
        this.messages = messages;
        this.registered = registered;
        this.refusals = refusals;
        this.figures = figures;
        this.faults = new Faults(figures);
        this.transactions = new ServerTransactions(nanoTime, figures::forgotten);
        this.stacks = new Stacks(methods, messages, keys, transactions);
    }

    /** Has requests wait for a route that was there, while whoever offers routes is away. */
    public void expectRoutes(BooleanSupplier away) {
        routes.expect(away);
    }

    /**
     * A request came in, or something that should be one.
     *
     * @param data       used again for the next one, unless it has just the length of this one
     * @param retryAfter what {@link SourceLimits} have said: anything but 0 is no answer to a retransmission, and a
     *                   refusal of what is new
     */
    public void received(byte[] data, int length, InetSocketAddress peer, int retryAfter, Sender sender) {
        try {
            received(RequestHead.read(data.length == length ? data : Arrays.copyOf(data, length)), peer, retryAfter,
                    sender);
        } catch (UnreadableException e) {
            refuse(e, peer, sender);
        }
    }

    private void received(RequestHead parts, InetSocketAddress peer, int retryAfter, Sender sender) {
        if (parts.method().equals("ACK")) {
            // Who answers INVITE knows what it means; there is no other answer that is acknowledged.
            stacks.again(new Request(parts, NONE, keys, transactions, refusals, peer, sender), "INVITE");
            return;
        }
        InetAddress source = peer.getAddress();
        TransactionId id = keys.of(parts, source);
        byte[] answer = transactions.begin(id);
        if (answer == ServerTransactions.OPEN) {
            return;
        }
        if (answer == ServerTransactions.ELSEWHERE) {
            figures.count(Counted.COPIED);
            LOG.debug("A copy of a request came from {}, and the request from elsewhere", peer);
            return;
        }
        boolean cancel = parts.method().equals("CANCEL");
        Request request = new Request(parts, id, keys, transactions, refusals, peer, sender);
        if (answer == HandedOn.MARK) {
            stacks.again(request, cancel ? stacks.cancelled(parts, id, source).orElse("") : parts.method());
            return;
        }
        if (answer != null && answer != ServerTransactions.MERGED) {
            request.transmit(answer);
            return;
        }
        if (parts.via().alias()) {
            byte[] host = Arrays.copyOfRange(parts.head().data(), parts.via().host(), parts.via().hostEnd());
            sender.alias(new String(host, StandardCharsets.US_ASCII), parts.via().port());
        }
        try {
            Optional<String> cancelled = cancel ? stacks.cancelled(parts, id, source) : Optional.empty();
            if (cancelled.isPresent()) {
                request.handOn();
                stacks.again(request, cancelled.get());
            } else if (cancel) {
                request.answer(SipResponse.of(isKnown(parts, id, source) ? 200 : 481));
            } else if (answer == ServerTransactions.MERGED) {
                // The same by another way: it is done once (RFC 3261 §8.2.2.2).
                request.answer(SipResponse.of(482));
            } else {
                if (request.method().equals(Methods.MESSAGE)) {
                    figures.count(Counted.MESSAGES);
                }
                if (retryAfter != 0) {
                    request.answer(tooMuch(retryAfter));
                    // What belongs to a dialog is no new work, and may well end some.
                } else if (parts.to().isTagged() || !messages.isClosed(request)) {
                    filters.ask(request, waiting, passed -> routes.decide(passed, this::dispatch));
                }
            }
        } catch (Throwable e) { // the thread receives for everybody
            failed(request, request, e);
        }
    }

    private static SipResponse tooMuch(int retryAfter) {
        return retryAfter < 0 ? SipResponse.of(500)
                : SipResponse.of(503).with("Retry-After", Integer.toString(retryAfter));
    }

    /** Whether the request that is to be cancelled is known, which may be of any method. */
    private boolean isKnown(RequestHead cancel, TransactionId id, InetAddress source) {
        return methods.cancelled().stream().anyMatch(
                method -> transactions.contains(keys.cancelled(id, cancel, method, source)));
    }

    /**
     * A response came in that is none to what was sent otherwise.
     *
     * @return whether somebody knows it, so that its source has really answered
     */
    public boolean answered(ResponseReader response, InetSocketAddress peer, Sender sender) {
        return stacks.response(response, peer, sender);
    }

    private void failed(Request request, Asker asker, Throwable e) {
        faults.add("{} could not be processed; it is answered 500", request, e);
        asker.answer(SipResponse.of(500));
    }

    /** How many requests wait for a filter or a handler. */
    public int waiting() {
        return waiting.size();
    }

    /** What is held of requests that have been answered, or will be. */
    public long heldBytes() {
        return transactions.bytes() + waiting.bytes();
    }

    /** Some seconds have gone by: lets go of what is not needed any more. */
    public void age() {
        transactions.age();
        waiting.age();
        routes.age();
        messages.age();
    }

    private void dispatch(Request request) {
        boolean message = request.method().equals(Methods.MESSAGE);
        boolean handled = message || request.method().equals("OPTIONS") || methods.isHandled(request.method());
        Optional<SipResponse> refusal = handled ? inspection.refusal(request)
                : Optional.of(unhandled(request.method()));
        if (refusal.isPresent()) {
            request.answer(refusal.get());
        } else if (request.method().equals("OPTIONS")) {
            options(request);
        } else if (!message || !messages.handle(request, request)) {
            methods.answer(request, waiting, answer -> {
                if (answer.isPresent() || !stacks.take(request)) {
                    request.answer(answered(request, answer));
                }
            });
        }
    }

    /** As {@link #dispatch} does it for a message, whose answer is for a route. */
    private void serve(Request request, Asker asker) {
        try {
            Optional<SipResponse> refusal = !request.method().equals(Methods.MESSAGE)
                    ? Optional.of(SipResponse.of(405).with("Allow", methods.allowed())) : inspection.refusal(request);
            if (refusal.isPresent()) {
                asker.answer(refusal.get());
            } else if (!messages.handle(request, asker)) {
                asker.answer(messages.unserved());
            }
        } catch (Throwable e) { // the route gets an answer, whatever happens
            failed(request, asker, e);
        }
    }

    private SipResponse answered(Request request, Optional<SipResponse> given) {
        SipResponse answer = given.orElseGet(() -> request.method().equals(Methods.MESSAGE) ? messages.unserved()
                : unhandled(request.method()));
        if (request.method().equals("REGISTER") && answer.status() < 300) {
            tellRegistered(request, answer);
        }
        return answer;
    }

    private SipResponse unhandled(String method) {
        if (methods.isAway(method)) {
            return UNAVAILABLE;
        }
        boolean known = Methods.isRegistered(method) || methods.isHandled(method);
        return SipResponse.of(known ? 405 : 501).with("Allow", methods.allowed());
    }

    private void tellRegistered(Request request, SipResponse answer) {
        try {
            registered.changed(Request.address("To", request.headers().first("To").orElse("")), request.flow(),
                    answer);
        } catch (IllegalArgumentException e) {
            LOG.debug("Who has registered cannot be told: {}", e.getMessage());
        }
    }

    /**
     * What can be done here (RFC 3261 §11.2), where it can be done: whoever asks this way whether MESSAGEs may be sent
     * gets to know it.
     */
    private void options(Request request) {
        Optional<SipResponse> refusal = messages.wouldRefuse(request);
        if (refusal.isEmpty()) {
            request.answer(SipResponse.of(200)
                    .with("Allow", methods.allowed())
                    .with("Accept", "text/plain, */*")
                    .with("Accept-Encoding", ContentCodings.ACCEPTED)
                    .with("Accept-Language", "en")
                    .with("Supported", methods.supported()));
        } else if (refusal.get().status() == 404 || refusal.get().equals(messages.unserved())) {
            methods.answer(request, waiting, answer -> request.answer(answer.orElse(refusal.get())));
        } else {
            request.answer(refusal.get());
        }
    }

    /** Something came in that cannot be read. It is answered where that is possible (RFC 3261 §8.2.7), else dropped. */
    public void refuse(UnreadableException unreadable, InetSocketAddress peer, Sender sender) {
        figures.count(Counted.UNREADABLE);
        LOG.debug("Unreadable message from {}: {}", peer, unreadable.getMessage());
        Refusal refusal = Refusal.of(unreadable);
        refusals.unreadable(unreadable, refusal != null, peer, sender.transport());
        if (refusal == null) {
            return;
        }
        try {
            sender.send(refusal.text(peer, keys), Request.receiver(refusal.via(), peer, sender));
        } catch (IOException e) {
            LOG.debug("The answer to an unreadable message did not get out to {}", peer, e);
        }
    }
}
