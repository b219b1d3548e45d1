package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Saying;
import imc.api.command.Step;
import imc.api.room.Keeper;
import imc.api.room.Speech;
import imc.api.transport.Broadcast;
import imc.api.transport.Said;
import imc.rooms.internal.content.Cpim;
import imc.rooms.internal.content.CpimUsers;
import imc.rooms.internal.content.Prefixed;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.whiteboard.Keeping;
import imc.rooms.internal.whiteboard.Listeners;
import imc.rooms.internal.whiteboard.Policies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has a member's words said, whether they came as a message or by a command: to each receiver for whom nobody keeps
 * them, in the form in which that one spoke last.
 */
@Component(service = Voice.class)
public final class Voice {

    private final Outgoing outgoing;
    private final CpimUsers cpimUsers;
    private final Keeping keeping;
    private final Listeners listeners;
    private final Failures failures;

    @Activate
    public Voice(@Reference Outgoing outgoing, @Reference CpimUsers cpimUsers, @Reference Keeping keeping,
            @Reference Listeners listeners, @Reference Failures failures) {
        this.outgoing = outgoing;
        this.cpimUsers = cpimUsers;
        this.keeping = keeping;
        this.listeners = listeners;
        this.failures = failures;
    }

    /**
     * In which form something came.
     *
     * @param content what was inside
     * @param cpim    what it was wrapped in; empty for nothing
     * @param device  of the speaker, which does not get it again; an empty text where his devices get none
     */
    public record Form(Content content, Optional<Cpim> cpim, String device) {
    }

    /**
     * Says it.
     *
     * @param headers of the copies
     * @param speaker takes the answer: at once, or when what is kept of it is durable
     * @return whether it was said
     */
    public boolean say(Room room, SipAddress sender, Content content, List<SipAddress> receivers,
            Map<String, String> headers, Form form, Consumer<Answer> speaker) {
        Content said = Prefixed.by(room.label(sender), content);
        Broadcast speech = new Broadcast(room.address(), receivers, said, headers,
                Optional.of(new Said(sender, said, content, Instant.now())));
        // whoever is answered 503, for there is no way out, will say it again
        Optional<Keeper.Kept> kept = outgoing.isOpen() ? keeping.keep(speech) : Optional.empty();
        boolean taken = broadcast(sender, form, speech, kept.map(Keeper.Kept::others).orElse(receivers));
        if (!form.device().isEmpty()) {
            echo(sender, form, speech);
        }
        Answer answer = answer(taken);
        if (taken && kept.isPresent()) {
            Answer stored = kept.get().others().isEmpty() && !receivers.isEmpty() ? Answer.ACCEPTED : answer;
            kept.get().stored().whenComplete((done, failure) -> speaker.accept(failure == null ? stored
                    : failure instanceof TimeoutException ? Away.SILENT_KEEPER : answer));
        } else {
            speaker.accept(answer);
        }
        return taken;
    }

    /** Says what a command's step says, as every message, and answers the command. */
    void say(Decided decided, Step step, Saying said) {
        PendingCommand command = decided.command();
        try {
            Speech speech = command.speech(decided.after(), said.content(), said.receivers());
            if (say(speech.room(), speech.speaker(), speech.content(), speech.receivers(), speech.headers(),
                    new Form(speech.content(), Optional.empty(), ""),
                    outcome -> command.answer().complete(decided.answerFor(outcome, step)))) {
                listeners.said(speech);
            }
        } catch (Throwable e) {
            failures.report("what is said by a command could not be said", e);
            command.answer().complete(decided.answerFor(Policies.UNHANDLED, step));
        }
    }

    /** What is answered for something that was given to the transport, or not for want of one. */
    public static Answer answer(boolean taken) {
        return taken ? Answer.OK : Away.TRANSPORT;
    }

    /** To the speaker's other devices. */
    private void echo(SipAddress sender, Form form, Broadcast speech) {
        List<SipAddress> self = List.of(sender);
        boolean cpim = !cpimUsers.split(self).cpim().isEmpty();
        outgoing.echo(new Broadcast(speech.from(), self, cpim ? wrapped(sender, form, speech) : speech.content(),
                speech.headers()), form.device());
    }

    private boolean broadcast(SipAddress sender, Form form, Broadcast speech, List<SipAddress> receivers) {
        CpimUsers.Split split = cpimUsers.split(receivers);
        boolean taken = outgoing.send(to(split.plain(), speech, speech.content()));
        return split.cpim().isEmpty() ? taken
                : taken & outgoing.sendCpim(to(split.cpim(), speech, wrapped(sender, form, speech)), speech.content());
    }

    private static Broadcast to(List<SipAddress> receivers, Broadcast speech, Content content) {
        return receivers == speech.receivers() && content == speech.content() ? speech
                : new Broadcast(speech.from(), receivers, content, speech.headers(), speech.said());
    }

    /** In CPIM, what came so or is text; everything else goes on as it came. */
    private static Content wrapped(SipAddress sender, Form form, Broadcast speech) {
        Content said = speech.content();
        String from = sender.toString();
        String to = speech.from().toString();
        return form.cpim().map(cpim -> cpim.between(from, to))
                .map(cpim -> said == form.content() ? cpim : cpim.containing(said)).map(Cpim::wrapped)
                .orElseGet(() -> said.isText() ? Cpim.of(said, from, to).wrapped() : said);
    }
}
