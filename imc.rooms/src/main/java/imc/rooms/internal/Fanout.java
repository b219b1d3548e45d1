package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Speech;
import imc.api.text.Language;
import imc.api.transport.Broadcast;
import imc.rooms.internal.content.Cpim;
import imc.rooms.internal.content.Notifications;
import imc.rooms.internal.content.Report;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.turn.Away;
import imc.rooms.internal.turn.Voice;
import imc.rooms.internal.whiteboard.Listeners;
import imc.rooms.internal.whiteboard.Policies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What becomes of a member's message: it is refused, says something to the others, or reports on a message. */
@Component(service = Fanout.class)
public final class Fanout {

    /** Headers of the message that are as true of its copies (RFC 3428 §5 and §6, RFC 3261 §20.11). */
    private static final Set<String> KEPT = Set.of(Message.EXPIRES, Message.DATE, Message.CONTENT_DISPOSITION);

    private final Rooms rooms;
    private final Outgoing outgoing;
    private final Voice voice;
    private final Notifications notifications;
    private final Policies policies;
    private final Listeners listeners;

    @Activate
    public Fanout(@Reference Rooms rooms, @Reference Outgoing outgoing, @Reference Voice voice,
            @Reference Notifications notifications, @Reference Policies policies, @Reference Listeners listeners) {
        this.rooms = rooms;
        this.outgoing = outgoing;
        this.voice = voice;
        this.notifications = notifications;
        this.policies = policies;
        this.listeners = listeners;
    }

    /**
     * Does what it is about.
     *
     * @param found   the room when the message's turn came
     * @param speaker takes the answer: before others hear of what was said, or once what is kept of it is durable
     */
    void send(Incoming incoming, Optional<Room> found, Consumer<Answer> speaker) {
        Answer refusal = refusal(incoming, found);
        if (refusal != null) {
            speaker.accept(refusal);
        } else if (incoming.isEmpty()) {
            // nothing was said: some clients keep a connection open so
            speaker.accept(Answer.OK);
        } else if (incoming.isNotification()) {
            speaker.accept(Voice.answer(report(incoming, found.get())));
        } else {
            say(incoming, found.get(), speaker);
        }
    }

    private Answer refusal(Incoming incoming, Optional<Room> room) {
        if (!rooms.areKnown()) {
            return Away.STORE;
        }
        if (room.isEmpty()) {
            return Answer.of(ReturnCode.MESSAGE_NO_ROOM);
        }
        Optional<Member> sender = room.get().member(incoming.sender());
        if (sender.isEmpty()) {
            return Answer.of(ReturnCode.MESSAGE_NOT_MEMBER);
        }
        return sender.get().role() == Role.INVITED ? Answer.of(ReturnCode.MESSAGE_NOT_ACCEPTED) : null;
    }

    /** Where nobody has a say and nobody listens, nothing is made for them. */
    private void say(Incoming incoming, Room room, Consumer<Answer> speaker) {
        SipAddress sender = incoming.sender();
        List<SipAddress> receivers = room.presentBut(sender);
        Map<String, String> headers = headers(incoming.message());
        Optional<String> messageId = incoming.cpim().flatMap(cpim -> cpim.header(Cpim.MESSAGE_ID));
        Voice.Form form = new Voice.Form(incoming.content(), incoming.cpim(), incoming.message().device());
        if (policies.areSilent() && !listeners.hear(messageId)) {
            voice.say(room, sender, incoming.content(), receivers, headers, form, speaker);
            return;
        }
        Speech speech = policies.speaking(new Speech(room, sender, incoming.content(), headers, messageId, receivers,
                Answer.OK, Language.of(Optional.of(room), Language.of(incoming.message()))));
        if (!speech.answer().isSuccess()) {
            speaker.accept(speech.answer());
        } else if (voice.say(room, sender, speech.content(), speech.receivers(), speech.headers(), form, speaker)) {
            listeners.said(speech);
        }
    }

    /**
     * A notification goes to the member whose message it reports on; where that is not known, to nobody. What goes on
     * is what is reported: nobody says anything by it, and so no policy is asked.
     */
    private boolean report(Incoming incoming, Room room) {
        Optional<Report> report = Report.read(incoming.content());
        Optional<SipAddress> receiver = report.flatMap(read -> notifications.reportsTo(room.address(), read))
                .filter(room::isPresent);
        if (receiver.isEmpty()) {
            return true;
        }
        Content content = incoming.cpim()
                .map(cpim -> report.get().wrapped(cpim, incoming.sender().toString(), receiver.get().toString()))
                .orElseGet(report.get()::content);
        Map<String, String> headers = new HashMap<>(headers(incoming.message()));
        headers.computeIfPresent(Message.CONTENT_DISPOSITION, (name, value) -> Report.disposition(value).orElse(null));
        return outgoing.send(new Broadcast(room.address(), List.of(receiver.get()), content, headers));
    }

    /** What is none of the message's own headers was added for its copies. */
    private static Map<String, String> headers(Message message) {
        Map<String, String> caused = Map.of(Message.IN_REPLY_TO, message.callId());
        Map<String, String> headers = caused;
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            if (KEPT.contains(header.getKey()) || !Message.HEADERS.contains(header.getKey())) {
                headers = headers == caused ? new HashMap<>(caused) : headers;
                headers.put(header.getKey(), header.getValue());
            }
        }
        return headers;
    }
}
