package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Keeper;
import imc.api.room.Speech;
import imc.api.text.Language;
import imc.api.transport.Broadcast;
import imc.api.transport.Said;
import imc.rooms.internal.content.Cpim;
import imc.rooms.internal.content.CpimUsers;
import imc.rooms.internal.content.Notifications;
import imc.rooms.internal.content.Prefixed;
import imc.rooms.internal.content.Report;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.turn.Away;
import imc.rooms.internal.whiteboard.Keeping;
import imc.rooms.internal.whiteboard.Listeners;
import imc.rooms.internal.whiteboard.Policies;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends what a member says to the others in the room, to each in the form in which that one spoke last. */
@Component(service = Fanout.class)
public final class Fanout {

    /** Headers of the message that are as true of its copies (RFC 3428 §5 and §6, RFC 3261 §20.11). */
    private static final List<String> KEPT =
            List.of(Message.EXPIRES, Message.DATE, Message.CONTENT_DISPOSITION);

    private final Rooms rooms;
    private final Outgoing outgoing;
    private final CpimUsers cpimUsers;
    private final Notifications notifications;
    private final Policies policies;
    private final Listeners listeners;
    private final Keeping keeping;

    @Activate
    public Fanout(@Reference Rooms rooms, @Reference Outgoing outgoing, @Reference CpimUsers cpimUsers,
            @Reference Notifications notifications, @Reference Policies policies, @Reference Listeners listeners,
            @Reference Keeping keeping) {
        this.rooms = rooms;
        this.outgoing = outgoing;
        this.cpimUsers = cpimUsers;
        this.notifications = notifications;
        this.policies = policies;
        this.listeners = listeners;
        this.keeping = keeping;
    }

    /** Takes the answer to a message: before others hear of what was said, or once what is kept of it is durable. */
    interface Answering {
        void answered(Answer answer);
    }

    /** @param found the room when the message's turn came */
    void send(Incoming incoming, Optional<Room> found, Answering speaker) {
        Answer refusal = refusal(incoming, found);
        if (refusal != null) {
            speaker.answered(refusal);
        } else if (incoming.isEmpty()) {
            // nothing was said: some clients keep a connection open so
            speaker.answered(Answer.OK);
        } else if (incoming.isNotification()) {
            speaker.answered(answer(report(incoming, found.get())));
        } else {
            say(incoming, found.get(), speaker);
        }
    }

    private Answer refusal(Incoming incoming, Optional<Room> room) {
        if (!rooms.areKnown()) {
            return Away.store();
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

    private static Answer answer(boolean taken) {
        return taken ? Answer.OK : Away.transport();
    }

    /** Where nobody has a say and nobody listens, nothing is made for them. */
    private void say(Incoming incoming, Room room, Answering speaker) {
        SipAddress sender = incoming.sender();
        List<SipAddress> receivers = room.presentBut(sender);
        Map<String, String> headers = headers(incoming.message());
        Optional<String> messageId = incoming.cpim().flatMap(cpim -> cpim.header(Cpim.MESSAGE_ID));
        if (policies.areSilent() && !listeners.hear(messageId)) {
            send(incoming, room, incoming.content(), receivers, headers, speaker);
            return;
        }
        Speech speech = policies.speaking(new Speech(room, sender, incoming.content(), headers, messageId, receivers,
                Answer.OK, Language.of(Optional.of(room), Language.of(incoming.message()))));
        if (!speech.answer().isSuccess()) {
            speaker.answered(speech.answer());
        } else if (send(incoming, room, speech.content(), speech.receivers(), speech.headers(), speaker)) {
            listeners.said(speech);
        }
    }

    /**
     * Sends it to those for whom it is not kept.
     *
     * @return whether it was said
     */
    private boolean send(Incoming incoming, Room room, Content content, List<SipAddress> receivers,
            Map<String, String> headers, Answering speaker) {
        Content said = Prefixed.by(room.label(incoming.sender()), content);
        Broadcast speech = new Broadcast(room.address(), receivers, said, headers,
                Optional.of(new Said(incoming.sender(), said, content, Instant.now())));
        // whoever is answered 503, for there is no way out, will say it again
        Optional<Keeper.Kept> kept = outgoing.isOpen() ? keeping.keep(speech) : Optional.empty();
        boolean taken = broadcast(incoming, room, speech, kept.map(Keeper.Kept::others).orElse(receivers));
        if (!incoming.message().device().isEmpty()) {
            echo(incoming, room, said, headers);
        }
        Answer answer = answer(taken);
        if (taken && kept.isPresent()) {
            Answer stored = kept.get().others().isEmpty() && !receivers.isEmpty() ? Answer.ACCEPTED : answer;
            kept.get().stored().whenComplete((done, failure) -> speaker.answered(failure == null ? stored
                    : failure instanceof TimeoutException ? Away.silentKeeper() : answer));
        } else {
            speaker.answered(answer);
        }
        return taken;
    }

    /** To the speaker's other devices. */
    private void echo(Incoming incoming, Room room, Content said, Map<String, String> headers) {
        List<SipAddress> self = List.of(incoming.sender());
        boolean cpim = !cpimUsers.split(self).cpim().isEmpty();
        outgoing.echo(new Broadcast(room.address(), self, cpim ? wrapped(incoming, room, said) : said, headers),
                incoming.message().device());
    }

    private boolean broadcast(Incoming incoming, Room room, Broadcast speech, List<SipAddress> receivers) {
        CpimUsers.Split split = cpimUsers.split(receivers);
        boolean taken = outgoing.send(to(split.plain(), speech, speech.content()));
        return split.cpim().isEmpty() ? taken : taken & outgoing.sendCpim(
                to(split.cpim(), speech, wrapped(incoming, room, speech.content())), speech.content());
    }

    private static Broadcast to(List<SipAddress> receivers, Broadcast speech, Content content) {
        return receivers == speech.receivers() && content == speech.content() ? speech
                : new Broadcast(speech.from(), receivers, content, speech.headers(), speech.said());
    }

    /** In CPIM, what came so or is text; everything else goes on as it came. */
    private static Content wrapped(Incoming incoming, Room room, Content said) {
        String from = incoming.sender().toString();
        String to = room.address().toString();
        return incoming.cpim().map(cpim -> cpim.between(from, to))
                .map(cpim -> said == incoming.content() ? cpim : cpim.containing(said)).map(Cpim::wrapped)
                .orElseGet(() -> said.isText() ? Cpim.of(said, from, to).wrapped() : said);
    }

    /**
     * A notification goes to the member whose message it reports on; where that is not known, to nobody. What goes on
     * is what is reported: nobody says anything by it, and so no policy is asked.
     */
    private boolean report(Incoming incoming, Room room) {
        Optional<Report> report = Report.read(incoming.content());
        Optional<SipAddress> receiver = report.flatMap(read -> notifications.reportsTo(room.address(), read))
                .flatMap(room::member).filter(member -> member.role().isPresent()).map(Member::address);
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

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = Map.of(Message.IN_REPLY_TO, message.callId());
        if (message.headers().isEmpty()) {
            return headers;
        }
        for (String name : KEPT) {
            String value = message.headers().get(name);
            if (value != null) {
                headers = new HashMap<>(headers);
                headers.put(name, value);
            }
        }
        return withAppended(headers, message);
    }

    /** What is none of the message's own headers was added for its copies. */
    private static Map<String, String> withAppended(Map<String, String> headers, Message message) {
        Map<String, String> more = headers;
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            if (!Message.HEADERS.contains(header.getKey())) {
                more = more == headers ? new HashMap<>(headers) : more;
                more.put(header.getKey(), header.getValue());
            }
        }
        return more;
    }
}
