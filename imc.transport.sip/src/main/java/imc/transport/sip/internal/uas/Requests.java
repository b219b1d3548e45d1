package imc.transport.sip.internal.uas;

import gov.nist.javax.sip.header.Via;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.Figures;
import imc.transport.sip.internal.stack.TransactionStack;
import imc.transport.sip.internal.uac.Product;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sip.RequestEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request to the one who answers it (RFC 3261 §8.2). A Route header is not looked at: here requests end,
 * and a preloaded route with our own address (RFC 3261 §16.4) has done what it is for.
 */
public final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    private final TransactionStack stack;
    private final Methods methods;
    private final Messages messages;
    private final Consumer<SipAddress> registered;
    private final Figures figures;
    private volatile Known further = (branch, host, port) -> false;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param registered is told of each user who has registered, or taken the registration back
     */
    public Requests(TransactionStack stack, Methods methods, Messages messages,
            Consumer<SipAddress> registered, Figures figures) {
        this.stack = stack;
        this.methods = methods;
        this.messages = messages;
        this.registered = registered;
        this.figures = figures;
    }

    /** A request came in that is no retransmission. */
    public void received(RequestEvent event) {
        received(new JainRequest(event));
    }

    private void received(InboundRequest request) {
        try {
            dispatch(request);
        } catch (Throwable e) { // the thread receives for everybody
            failed(request, e);
        }
    }

    /**
     * A MESSAGE came in that is no retransmission, and that nothing is to be said against.
     *
     * @param served whether it is for the conference server
     */
    void received(UsualRequest request, Message message, boolean served) {
        try {
            figures.message();
            if (served) {
                messages.hand(request, message);
            } else {
                request.answer(methods.answer(request).orElseGet(() -> SipResponse.of(404)));
            }
        } catch (Throwable e) { // the thread receives for everybody
            failed(request, e);
        }
    }

    private void failed(InboundRequest request, Throwable e) {
        figures.unexpectedFailure();
        if (told.compareAndSet(false, true)) {
            LOG.error("{} could not be processed; it is answered 500. Further ones are counted only",
                    request.raw().firstLine(), e);
        }
        request.answer(SipResponse.of(500));
    }

    private void dispatch(InboundRequest request) {
        switch (request.method()) {
            // No INVITE of ours is ever answered 2xx, so that an ACK can mean nothing.
            case "ACK" -> { }
            case "CANCEL" -> request.answer(SipResponse.of(isKnown((JainRequest) request) ? 200 : 481));
            case "OPTIONS" -> refusal(request).ifPresentOrElse(request::answer, () -> request.answer(options()));
            case Methods.MESSAGE -> message(request);
            default -> other(request);
        }
    }

    /** Whether the request that is to be cancelled is known. */
    private boolean isKnown(JainRequest cancel) {
        Via via = cancel.message().getTopmostVia();
        return stack.findCancelTransaction(cancel.message(), true) != null || via.getBranch() != null
                && further.isKnown(via.getBranch(), via.getHost(), Math.max(0, via.getPort()));
    }

    /** Where there are further transactions. */
    void alsoKnownTo(Known known) {
        further = known;
    }

    /** Whether there is a transaction. */
    @FunctionalInterface
    interface Known {
        /** @param port 0 for none */
        boolean isKnown(String branch, String host, int port);
    }

    private void message(InboundRequest request) {
        figures.message();
        Optional<SipResponse> refusal = refusal(request);
        if (refusal.isPresent()) {
            request.answer(refusal.get());
        } else if (messages.isServed(request)) {
            messages.handle(request);
        } else {
            request.answer(methods.answer(request).orElseGet(() -> SipResponse.of(404)));
        }
    }

    private void other(InboundRequest request) {
        Optional<SipResponse> answer = methods.answer(request);
        if (answer.isPresent()) {
            if (request.method().equals("REGISTER") && answer.get().status() < 300) {
                tellRegistered(request);
            }
            request.answer(answer.get());
        } else if (methods.isAway(request.method())) {
            request.answer(SipResponse.of(503).with("Retry-After", Integer.toString(Messages.RETRY_AFTER_SECONDS)));
        } else {
            boolean known = Methods.isRegistered(request.method()) || methods.isHandled(request.method());
            request.answer(SipResponse.of(known ? 405 : 501).with("Allow", methods.allowed()));
        }
    }

    private void tellRegistered(InboundRequest request) {
        try {
            registered.accept(Messages.address("To", request.raw().headers().first("To").orElse("")));
        } catch (IllegalArgumentException e) {
            LOG.debug("Who has registered cannot be told: {}", e.getMessage());
        }
    }

    /** What every request for ourselves must get past (RFC 3261 §8.2.2). */
    private static Optional<SipResponse> refusal(InboundRequest request) {
        String uri = request.raw().requestUri();
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            return Optional.of(SipResponse.of(416));
        }
        // Who writes sips wants every hop to be TLS (RFC 3261 §26.2.2), and the last one was not.
        if (scheme.equals("sips") && !request.source().transport().equals("tls")) {
            return Optional.of(SipResponse.of(403).with("Warning", "399 " + Product.TOKEN + " \"sips needs TLS\""));
        }
        SipHeaders headers = request.raw().headers();
        List<String> unknown = headers.all("Require").stream().distinct()
                .filter(tag -> !tag.equalsIgnoreCase(Product.TOKEN)).toList();
        return unknown.isEmpty() ? Optional.empty() : Optional.of(SipResponse.of(420)
                .with("Unsupported", unknown.stream().collect(Collectors.joining(", "))));
    }

    /** RFC 3261 §11.2. */
    private SipResponse options() {
        return SipResponse.of(200)
                .with("Allow", methods.allowed())
                .with("Accept", "text/plain, */*")
                .with("Accept-Encoding", "identity")
                .with("Accept-Language", "en")
                .with("Supported", Product.TOKEN);
    }
}
