package imc.rooms.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Content;
import imc.api.Message;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import imc.api.transport.RoomAddresses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is told what in which language: one in that of the room, else in his own; all in that of the room. */
class LanguagesTest {

    private final Conference conference = Conference.open();

    @AfterEach
    void close() {
        conference.close();
    }

    private String say(String sender, String body, String language) {
        var answer = conference.send(sender, Conference.CHAT, Content.text(body),
                Map.of(Message.ACCEPT_LANGUAGE, language));
        return answer.code() + " " + answer.text();
    }

    private void speak(String language) {
        conference.engine.change(Conference.CHAT, Cause.of("test", Conference.CHAT), call -> Step.done().changing(
                new Change.RoomPropertyPut(Conference.CHAT, Room.LANGUAGE, Optional.of(language))));
        conference.awaitQuiet();
    }

    @Test
    @DisplayName("refusals of commands and messages, in the answer and in the notice")
    void refusals() {
        assertEquals("-101 Den Raum gibt es nicht", say("alice", "#members", "de-AT"));
        assertEquals("-201 Ce salon n'existe pas", say("alice", "hello", "fr, de;q=0.5"));
        assertEquals("-20 Zu viele Angaben: 'c' ist die erste, die hier nichts bedeutet. So geht es: "
                + "#create [<room>] [private]", say("alice", "#create a b c", "de"));
        assertEquals("-33 Falsche Raumadresse: 'http://x' ist keine Adresse: sie muss mit sip:, sips: oder tel:"
                + " beginnen", say("alice", "#create http://x", "de"));
        assertEquals("1 OK", say("alice", "#bogus", "de"));
        assertEquals(List.of("chat-1 -> alice: *** Den Raum gibt es nicht",
                "chat-1 -> alice: *** Ce salon n'existe pas",
                "chat-1 -> alice: *** Zu viele Angaben: 'c' ist die erste, die hier nichts bedeutet. So geht es: "
                        + "#create [<room>] [private]",
                "chat-1 -> alice: *** Falsche Raumadresse: 'http://x' ist keine Adresse: sie muss mit sip:, sips: "
                        + "oder tel: beginnen",
                "chat-1 -> alice: *** Den Befehl 'bogus' gibt es nicht (sende '#help' für Hilfe)"), conference.told());
    }

    @Test
    @DisplayName("so is what is wrong with a user's address, and which addresses rooms can have")
    void addresses() {
        assertEquals("-52 Falsche Benutzeradresse: auf '%' folgen in 'a%4' keine zwei hexadezimalen Ziffern",
                say("alice", "#invite a%4", "de"));
        assertEquals("-52 Adresse d'utilisateur incorrecte : '-' n'est ni un nom d'hôte ni une adresse IP",
                say("alice", "#invite bob@-", "fr"));
        conference.addresses.sources.add(new RoomAddresses() {
            @Override
            public boolean serves(SipAddress address) {
                return address.user().startsWith("chat-");
            }

            @Override
            public String description() {
                return "sip:chat-.*";
            }
        });
        assertEquals("-33 Falsche Raumadresse: sip:lunch@example.com kann hier kein Raum sein, möglich sind"
                + " sip:chat-.*", say("alice", "#create lunch", "de"));
    }

    @Test
    @DisplayName("notices to all are in the room's language, whatever their cause likes; without one, in English")
    void notices() {
        say("alice", "#create", "fr");
        say("bob", "#join", "de");
        assertEquals(List.of("chat-1 -> alice: *** Le salon est créé",
                "chat-1 -> alice, bob: *** [bob] has joined the room"), conference.told());
        speak("de");
        say("alice", "#modify bob admin", "fr");
        assertEquals("-202 Du bist kein Mitglied dieses Raums", say("carol", "hello", "fr"));
        say("alice", "#destroy", "fr");
        assertEquals(List.of("chat-1 -> alice, bob: *** [bob] ist jetzt Admin",
                "chat-1 -> carol: *** Du bist kein Mitglied dieses Raums",
                "chat-1 -> alice, bob: *** Den Raum gibt es nicht mehr"), conference.told());
    }

    @Test
    @DisplayName("who asks for a language that nobody speaks is told in English")
    void unknown() {
        assertEquals("-101 Room not found", say("alice", "#members", "tlh"));
        assertEquals("-101 Room not found", say("alice", "#members", "../../x"));
    }

    @Test
    @DisplayName("who likes a language best that nobody speaks is told in the next that he likes")
    void next() {
        assertEquals("-101 Den Raum gibt es nicht", say("alice", "#members", "nl, de;q=0.8"));
        assertEquals("-201 Ce salon n'existe pas", say("alice", "hello", "de;q=0.3, tlh, fr;q=0.5"));
        assertEquals("-101 Room not found", say("alice", "#members", "nl, en;q=0.9, de;q=0.8"));
    }
}
