package imc.rooms.internal.script;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.script.ScriptSubject;
import imc.api.sip.NameAddress;
import imc.api.sip.SipRequest;
import imc.rooms.internal.Incoming;
import imc.rooms.internal.settings.ConferenceSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What a script is about, read as the conference server reads it when its turn comes: or a rule about rooms would not
 * see what is inside a message, and whom it is from.
 */
record Subjects(ConferenceSettings settings) {

    /** Whom a text means; empty where nobody can be meant. */
    static Optional<SipAddress> address(String text) {
        try {
            return Optional.of(SipAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The room that it is about. */
    Optional<SipAddress> room(ScriptSubject subject) {
        String told = subject.fact(ScriptSubject.ROOM);
        return told.isEmpty() ? subject.message().map(settings::room).or(() -> address(subject.requestUri()))
                : address(told);
    }

    /** The user that it is about: as the transport believes it, else who was found out to have sent it, else From. */
    Optional<SipAddress> member(ScriptSubject subject) {
        String told = subject.fact(ScriptSubject.MEMBER);
        return told.isEmpty() ? subject.message().map(Message::sender)
                .or(() -> subject.request().flatMap(Subjects::sender)) : address(told);
    }

    private static Optional<SipAddress> sender(SipRequest request) {
        return request.identity().or(() -> request.headers().first("From").flatMap(Subjects::named));
    }

    private static Optional<SipAddress> named(String header) {
        try {
            return address(NameAddress.parse(header).uri());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The command in it, with the start character; empty where there is none. */
    Optional<String> command(ScriptSubject subject) {
        return room(subject).flatMap(room -> subject.message().or(() -> unread(subject, room))
                .flatMap(message -> opened(message, room)))
                .filter(incoming -> incoming.isCommand(settings.startChar())).map(Incoming::text);
    }

    /** A request of which nobody knows how it will be read. */
    private Optional<Message> unread(ScriptSubject subject, SipAddress room) {
        return subject.request().map(request -> new Message(member(subject).orElse(room), room, room,
                "", new Content(request.headers().first("Content-Type").orElse(Content.PLAIN_TEXT), request.body()),
                Map.of()));
    }

    private static Optional<Incoming> opened(Message message, SipAddress room) {
        try {
            return Optional.of(Incoming.of(message, room));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
