package imc.rooms.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.script.ScriptSubject;
import imc.api.sip.Flow;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.rooms.internal.settings.ConferenceSettings;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script is told of a request, beside what the conference server makes of it. */
class SubjectsTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress OTHER = SipAddress.parse("sip:chat-2@example.com");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");

    private static Message message(String type, byte[] body) {
        return new Message(ALICE, ROOM, OTHER, "c", new Content(type, body), Map.of());
    }

    private static ScriptSubject subject(Optional<Message> message, SipRequest request) {
        return (ScriptSubject) Proxy.newProxyInstance(SubjectsTest.class.getClassLoader(),
                new Class<?>[] {ScriptSubject.class}, (proxy, called, given) -> switch (called.getName()) {
                    case "message" -> message;
                    case "request" -> Optional.of(request);
                    case "requestUri" -> request.requestUri();
                    default -> "";
                });
    }

    private static SipRequest request(String type, String body) {
        return new SipRequest("MESSAGE", ROOM.toString(),
                SipHeaders.NONE.with("From", "<sip:boss@example.com>;tag=1").with("Content-Type", type),
                body.getBytes(StandardCharsets.UTF_8), new Flow("udp", "192.0.2.7", 5070));
    }

    @ParameterizedTest
    @DisplayName("a command is one, however it is wrapped and written; with another start character it is none")
    @CsvSource(delimiter = '|', value = {
        "text/plain                   | UTF-8    | #create                         | #create",
        "text/plain                   | UTF-8    | \uFEFF\u200B#create             | #create",
        "text/plain;charset=UTF-16BE  | UTF-16BE | #create                         | #create",
        "message/cpim                 | UTF-8    | From: <sip:a@b>~~Content-Type: text/plain~~#create | #create",
        "text/plain                   | UTF-8    | !create                         | ''",
        "text/plain                   | UTF-8    | Who is hungry?                  | ''",
        "application/octet-stream     | UTF-8    | #create                         | ''"})
    void commands(String type, String charset, String body, String command) throws Exception {
        String text = body.replace("~", "\r\n");
        Subjects subjects = new Subjects(new ConferenceSettings(Map.of()));
        assertEquals(command, subjects.command(subject(Optional.of(message(type, text.getBytes(charset))),
                request("text/plain", "hello"))).orElse(""));
    }

    @Test
    @DisplayName("the sender is whom the transport believes, and the room is where it is looked for")
    void people() {
        ScriptSubject subject = subject(Optional.of(message("text/plain", new byte[0])), request("text/plain", ""));
        Subjects byUri = new Subjects(new ConferenceSettings(Map.of()));
        assertEquals(Optional.of(ALICE), byUri.member(subject));
        assertEquals(Optional.of(ROOM), byUri.room(subject));
        assertEquals(Optional.of(OTHER), new Subjects(new ConferenceSettings(Map.of("room_source", "to")))
                .room(subject));
    }

    @Test
    @DisplayName("of what nobody reads as a message, the headers tell as much as they can")
    void unread() {
        ScriptSubject subject = subject(Optional.empty(), request("text/plain", "#join"));
        Subjects subjects = new Subjects(new ConferenceSettings(Map.of()));
        assertEquals(Optional.of(SipAddress.parse("sip:boss@example.com")), subjects.member(subject));
        assertEquals(Optional.of(ROOM), subjects.room(subject));
        assertEquals(Optional.of("#join"), subjects.command(subject));
    }
}
