package imc.sip.internal.message;

import imc.api.Answer;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.sip.SipResponse;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.server.Application;
import imc.sip.internal.server.Request;
import imc.sip.internal.server.Requests;
import imc.sip.internal.transaction.AnswerText;
import imc.sip.internal.wire.ContentCodings;
import imc.sip.internal.wire.ContentCodings.CodingException;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.RequestHead;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each MESSAGE for a room to the conference server, and its answer back to the sender (RFC 3428 §7). */
public final class Messages implements Application {

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private final MessageReader reader;
    private final Supplier<ImcManager> manager;
    private final Admission admission;
    private final Figures figures;

    /**
     * @param settings  those in force
     * @param manager   gives null where there is no conference server now
     * @param admission lets messages in
     * @param known     whether it is known where a sender is, when his message came from that address
     */
    public Messages(Supplier<Settings> settings, Supplier<ImcManager> manager, Admission admission,
            BiPredicate<SipAddress, InetAddress> known, Figures figures) {
        this.reader = new MessageReader(settings, known);
        this.manager = manager;
        this.admission = admission;
        this.figures = figures;
    }

    @Override
    public void age() {
        reader.age();
    }

    @Override
    public boolean handle(Request request) {
        KnownAddresses.Entry room = reader.addressed(request);
        if (room == null || !room.served()) {
            return false;
        }
        Message message;
        try {
            message = reader.read(request, room);
        } catch (CodingException e) {
            SipResponse refusal = SipResponse.of(e.status(), e.status() == 400 ? e.getMessage() : null);
            request.answer(e.status() == 415 ? refusal.with("Accept-Encoding", ContentCodings.ACCEPTED) : refusal);
            return true;
        } catch (IllegalArgumentException e) {
            request.answer(AnswerText.response(Answer.of(ReturnCode.UNREADABLE, e.getMessage())));
            return true;
        }
        hand(request, message);
        return true;
    }

    private void hand(Request request, Message message) {
        ImcManager server = manager.get();
        if (server == null) {
            request.answer(AnswerText.response(notRunning()));
            return;
        }
        Answer refusal = admission.enter(message);
        if (refusal != null) {
            request.answer(AnswerText.response(refusal));
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        try {
            CompletionStage<Answer> answering = server.handle(message);
            answering.whenComplete((answer, failure) -> answered(request, message, answer, failure, left));
        } catch (Throwable e) { // whatever it is, the admission is given back
            leave(message, left);
            throw e;
        }
    }

    private void answered(Request request, Message message, Answer answer, Throwable failure, AtomicBoolean left) {
        try {
            if (failure == null && answer != null) {
                request.answer(answer);
            } else {
                failed(request, message, failure);
            }
        } catch (Throwable e) { // it came by a thread of the conference server's
            failed(request, message, e);
        } finally {
            leave(message, left);
        }
    }

    private void leave(Message message, AtomicBoolean left) {
        if (left.compareAndSet(false, true)) {
            admission.leave(message);
        }
    }

    private void failed(Request request, Message message, Throwable failure) {
        figures.unexpectedFailure();
        LOG.error("The conference server failed on a message from {} to {}", message.sender(), message.requestUri(),
                failure);
        request.answer(SipResponse.of(500));
    }

    private static Answer notRunning() {
        return Answer.unavailable("The conference server is not running", Requests.RETRY_AFTER_SECONDS);
    }

    @Override
    public Optional<SipResponse> wouldRefuse(Request request) {
        RequestHead parts = request.parts();
        byte[] data = parts.head().data();
        if (Octets.indexOf(data, parts.uriStart(), parts.uriEnd(), '@') == parts.uriEnd()
                && !parts.requestUri().regionMatches(true, 0, "tel:", 0, 4)) {
            return Optional.empty(); // the server itself is asked
        }
        KnownAddresses.Entry room = reader.addressed(request);
        if (room == null || !room.served()) {
            return Optional.of(SipResponse.of(404));
        }
        ImcManager server = manager.get();
        SipAddress to = reader.to(request, room);
        Answer refusal = server == null ? notRunning() : admission.refusal(room.address(), to);
        if (refusal == null) {
            refusal = server.unavailable().orElse(null);
        }
        if (refusal != null) {
            return Optional.of(AnswerText.response(refusal));
        }
        // Which of the two names the room is the conference server's to say.
        return room.isManager() || server.roomActive(room.address()) || server.roomActive(to) ? Optional.empty()
                : Optional.of(SipResponse.of(404));
    }
}
