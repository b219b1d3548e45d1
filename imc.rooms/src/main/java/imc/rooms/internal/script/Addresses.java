package imc.rooms.internal.script;

import imc.api.SipAddress;
import imc.api.script.ScriptSubject;
import imc.api.sip.NameAddress;
import java.util.Optional;

/** Whom a script means. */
final class Addresses {

    private Addresses() {
    }

    /** Empty where nobody can be meant. */
    static Optional<SipAddress> read(String text) {
        try {
            return Optional.of(SipAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The room that it is about. */
    static Optional<SipAddress> room(ScriptSubject subject) {
        String told = subject.fact(ScriptSubject.ROOM);
        return read(told.isEmpty() ? subject.requestUri() : told);
    }

    /** The user that it is about: who was found out to have sent it, else whom From names. */
    static Optional<SipAddress> member(ScriptSubject subject) {
        String told = subject.fact(ScriptSubject.MEMBER);
        return told.isEmpty() ? subject.request().flatMap(request -> request.identity()
                .or(() -> request.headers().first("From").flatMap(Addresses::named))) : read(told);
    }

    private static Optional<SipAddress> named(String header) {
        try {
            return read(NameAddress.parse(header).uri());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
