package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.command.Undelivered;
import imc.api.text.Language;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.state.Rooms;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What is sent because of a message or a command, beside its answer: the words of a refusal to the sender, notices to
 * him and to members. A sender who may be anybody, because the transport does not know him and he is in no room, is
 * sent nothing: it would go to whoever has the address that he claims.
 */
@Component(service = Replies.class)
public final class Replies {

    private final Outgoing outgoing;
    private final Rooms rooms;
    private final Events events;
    private final Failures failures;

    @Activate
    public Replies(@Reference Outgoing outgoing, @Reference Rooms rooms, @Reference Events events,
            @Reference Failures failures) {
        this.outgoing = outgoing;
        this.rooms = rooms;
        this.events = events;
        this.failures = failures;
    }

    /** Whether messages can be sent to this sender. */
    public boolean reach(SipAddress sender, boolean isKnown) {
        return isKnown || rooms.memberships().hasAny(sender);
    }

    /** In which language the sender of a message to a room, or to the manager, is told something. */
    public Language language(Message message, SipAddress addressed) {
        return Language.of(rooms.find(addressed), Language.of(message));
    }

    /**
     * Refuses a message in the language of its sender, and tells him so; unless it is answered already.
     *
     * @param what the command's name, or {@code message}
     */
    public void refuse(String what, Message message, SipAddress addressed, Answer refused,
            CompletableFuture<Answer> answer) {
        Answer refusal = Words.in(language(message, addressed), refused);
        if (answer.complete(refusal)) {
            events.refused(what, message.sender(), addressed, message.callId(), refusal);
            tell(message, addressed, refusal.text());
        }
    }

    /** Tells the sender of a message something, in the name of the address that he wrote to. */
    public void tell(Message message, SipAddress addressed, String text) {
        if (!text.isEmpty() && reach(message.sender(), message.isSenderKnown())) {
            outgoing.text(addressed, List.of(message.sender()), Notice.MARK + text, message.callId());
        }
    }

    /** A command's outcome for a sender who can only be answered: what he would have to be sent is refused. */
    static Step forUnreached(SipAddress sender, Step step) {
        boolean isAnswered = step.notices().stream()
                .noneMatch(notice -> notice.isPersonal() && notice.receivers().contains(sender));
        return isAnswered || !step.answer().isSuccess() || !step.changes().isEmpty() ? step
                : Step.refused(ReturnCode.NOT_REGISTERED);
    }

    /**
     * Sends what a command's step says, after the command was answered.
     *
     * @param isReached whether its sender can be sent messages
     * @param engine    carries out what follows from a notice that is not delivered
     */
    void send(PendingCommand command, Step step, boolean isReached, Consumer<PendingCommand> engine) {
        if (!step.answer().isSuccess() && !command.isReaction()) {
            events.refused(command.name(), command.sender(), command.told(), command.callId(), step.answer());
            if (isReached && !step.answer().text().isEmpty()) {
                outgoing.text(command.addressed(), List.of(command.sender()), Notice.MARK + step.answer().text(),
                        command.callId());
            }
        }
        for (Notice notice : step.notices()) {
            try {
                send(command, notice, isReached, engine);
            } catch (Throwable e) {
                failures.report("a notice of the command " + command.command().getClass().getName() + " failed", e);
            }
        }
    }

    private void send(PendingCommand command, Notice notice, boolean isReached, Consumer<PendingCommand> engine) {
        List<SipAddress> receivers = notice.receivers();
        boolean isToSender = notice.isPersonal() && !command.isReaction() && receivers.contains(command.sender());
        if (!isReached && receivers.contains(command.sender())) {
            receivers = receivers.stream().filter(receiver -> !receiver.equals(command.sender())).toList();
        }
        outgoing.notice(isToSender ? command.addressed() : command.room(), receivers, notice, command.callId(),
                notice.undelivered().map(undelivered -> whenUndelivered(command, undelivered, engine)));
    }

    /** A notice that did not reach its receiver is work for the room like any command, when its turn comes. */
    private static DeliveryListener whenUndelivered(PendingCommand command, Undelivered undelivered,
            Consumer<PendingCommand> engine) {
        return (broadcast, receiver, delivery) -> {
            if (delivery.result() != Delivery.Result.DELIVERED) {
                engine.accept(command.followedBy(call -> undelivered.run(call, delivery)));
            }
        };
    }
}
