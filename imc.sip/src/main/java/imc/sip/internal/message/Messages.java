package imc.sip.internal.message;

import imc.api.Answer;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.sip.Hindrance;
import imc.api.sip.MessageHandler;
import imc.api.sip.SipResponse;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.server.Application;
import imc.sip.internal.server.Asker;
import imc.sip.internal.server.Methods;
import imc.sip.internal.server.Request;
import imc.sip.internal.wire.ContentCodings;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.UnreadableException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands each MESSAGE to whoever serves its address, and its answer back to the sender (RFC 3428 §7). */
public final class Messages implements Application {

    private final MessageReader reader;
    private final MessageHandlers handlers;
    private final Admission admission;
    private final Faults faults;

    /** @param admission counts messages, and says what speaks against more */
    public Messages(MessageReader reader, MessageHandlers handlers, Admission admission, Figures figures) {
        this.reader = reader;
        this.handlers = handlers;
        this.admission = admission;
        this.faults = new Faults(figures);
    }

    @Override
    public Optional<SipAddress> asserted(Request request) {
        return reader.asserted(request);
    }

    @Override
    public void age() {
        reader.age();
    }

    @Override
    public boolean isClosed(Request request) {
        if (!admission.isClosed()) {
            return false;
        }
        MessageHandler handler = handlers.get();
        Optional<Answer> refusal = handler == null ? Optional.empty() : handler.refusal(Hindrance.CLOSING);
        return refuse(request, refusal.map(SipResponse::of).orElse(MessageHandlers.MISSING));
    }

    @Override
    public boolean handle(Request request, Asker asker) {
        MessageHandler handler = handlers.get();
        if (handler == null) {
            return handlers.isAway() && refuse(asker, MessageHandlers.MISSING);
        }
        SipAddress served = served(request, handler);
        if (served == null) {
            return false;
        }
        Message message;
        try {
            message = reader.read(request, served);
        } catch (UnreadableException e) {
            SipResponse refusal = SipResponse.of(e.status(), e.status() == 400 ? e.getMessage() : null);
            return refuse(asker,
                    e.status() == 415 ? refusal.with("Accept-Encoding", ContentCodings.ACCEPTED) : refusal);
        } catch (IllegalArgumentException e) {
            return refuse(asker, SipResponse.of(Answer.of(ReturnCode.UNREADABLE, e.getMessage())));
        }
        hand(asker, message, handler);
        return true;
    }

    @Override
    public Optional<Message> read(Request request) {
        SipAddress addressed = request.parts().method().equals(Methods.MESSAGE) ? reader.addressed(request) : null;
        try {
            return addressed == null ? Optional.empty() : Optional.of(reader.read(request, addressed));
        } catch (UnreadableException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean refuse(Asker asker, SipResponse refusal) {
        asker.answer(refusal);
        return true;
    }

    /** The address in the Request-URI; null where it is none of the handler's. */
    private SipAddress served(Request request, MessageHandler handler) {
        SipAddress address = reader.addressed(request);
        return address != null && handler.serves(address) ? address : null;
    }

    private void hand(Asker asker, Message message, MessageHandler handler) {
        Optional<Answer> refusal = admission.enter(message, handler);
        if (refusal.isPresent()) {
            asker.answer(SipResponse.of(refusal.get()));
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        try {
            CompletionStage<Answer> answering = handler.handle(message);
            answering.whenComplete((answer, failure) -> answered(asker, message, answer, failure, left));
        } catch (Throwable e) { // whatever it is, the admission is given back
            leave(message, left);
            throw e;
        }
    }

    private void answered(Asker asker, Message message, Answer answer, Throwable failure, AtomicBoolean left) {
        try {
            if (failure == null && answer != null) {
                asker.answer(answer);
            } else {
                failed(asker, message, failure);
            }
        } catch (Throwable e) { // it came by a thread of the handler's
            failed(asker, message, e);
        } finally {
            leave(message, left);
        }
    }

    private void leave(Message message, AtomicBoolean left) {
        if (left.compareAndSet(false, true)) {
            admission.leave(message);
        }
    }

    private void failed(Asker asker, Message message, Throwable failure) {
        faults.add("Handling a message to {} failed", message.requestUri(), failure);
        asker.answer(SipResponse.of(500));
    }

    @Override
    public SipResponse unserved() {
        return handlers.get() == null ? MessageHandlers.MISSING : SipResponse.of(404);
    }

    @Override
    public Optional<SipResponse> wouldRefuse(Request request) {
        MessageHandler handler = handlers.get();
        if (handler == null) {
            return Optional.of(MessageHandlers.MISSING);
        }
        if (isServer(request.parts())) {
            return handler.refusal(admission.hindrance()).or(handler::unavailable).map(SipResponse::of);
        }
        SipAddress served = served(request, handler);
        if (served == null) {
            return Optional.of(SipResponse.of(404));
        }
        SipAddress to = reader.to(request, served);
        Optional<Answer> refusal = handler.refusal(admission.hindrance(served, to));
        return refusal.isPresent() ? refusal.map(SipResponse::of) : handler.wouldRefuse(served, to);
    }

    /** Whether the server itself is asked: the Request-URI names no user. */
    private static boolean isServer(RequestHead parts) {
        return Octets.indexOf(parts.head().data(), parts.uriStart(), parts.uriEnd(), '@') == parts.uriEnd()
                && !parts.requestUri().regionMatches(true, 0, "tel:", 0, 4);
    }
}
