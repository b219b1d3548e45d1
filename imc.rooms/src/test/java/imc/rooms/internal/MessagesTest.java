package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.rooms.internal.content.Cpim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private final Conference conference = Conference.open();

    @BeforeEach
    void aliceAndBobAreInTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.send("carol", "#join");
        conference.told();
    }

    @Test
    void aMessageGoesToAllButItsSender() {
        assertEquals(Answer.OK, conference.send("bob", "hello"));
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hello"), conference.told());
    }

    @Test
    void theSendersOtherDevicesGetItWhereTheTransportTellsWhichOneHasSentIt() {
        assertEquals(Answer.OK, conference.server.handle(new Message(user("bob"), CHAT, CHAT, "c",
                Content.text("hello"), Map.of(), false, true, "phone")).toCompletableFuture().join());
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hello", "chat-1 -> bob but phone: [bob]: hello"),
                conference.told());
    }

    @Test
    void aCopyNamesItsCauseAndKeepsDateAndExpiresAndDisposition() {
        conference.send("bob", CHAT, Content.text("hi"), Map.of("Date", "Sat, 21 Nov 2026 20:00:00 GMT",
                "Expires", "60", "Content-Disposition", "render", "Supported", "outbound"));
        Broadcast copy = conference.takeSent().get(0);
        assertEquals(Map.of("In-Reply-To", "call-4", "Date", "Sat, 21 Nov 2026 20:00:00 GMT", "Expires", "60",
                "Content-Disposition", "render"), copy.headers());
    }

    @Test
    void onlyMembersMaySpeak() {
        conference.rooms.put(CHAT, conference.rooms.find(CHAT).orElseThrow()
                .with(new Member(user("dave"), Role.INVITED)), null);
        assertEquals(-202, conference.send("mallory", "hello").code());
        assertEquals(-203, conference.send("dave", "hello").code());
        assertEquals(-201, conference.send("bob", user("chat-9"), Content.text("hello"), Map.of()).code());
        assertEquals(List.of("chat-1 -> mallory: *** You are not a member of this room",
                "chat-1 -> dave: *** You have not accepted the invitation to this room yet",
                "chat-9 -> bob: *** Room not found"), conference.told());
    }

    @Test
    void textKeepsItsCharset() {
        conference.send("bob", CHAT, new Content("text/plain;charset=utf-16le", "grün".getBytes(UTF_16LE)), Map.of());
        conference.send("bob", CHAT, new Content("text/plain;charset=utf-16", "grün".getBytes(UTF_16)), Map.of());
        List<Broadcast> copies = conference.takeSent();
        assertEquals("[bob]: grün", copies.get(0).content().asText());
        assertEquals("text/plain;charset=utf-16le", copies.get(0).content().type());
        assertEquals("[bob]: grün", copies.get(1).content().asText());
    }

    @Test
    void whatIsNoTextGoesOutByteForByte() {
        byte[] octets = {'#', 0, (byte) 0xFF, '\r', '\n'};
        conference.send("bob", CHAT, new Content("application/octet-stream", octets), Map.of());
        Content copy = conference.takeSent().get(0).content();
        assertArrayEquals(octets, copy.bytes());
        assertEquals("application/octet-stream", copy.type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto-replied", "auto-generated"})
    void whatAProgramSentIsTakenAndNotSentOn(String automatic) {
        assertEquals(200, conference.send("bob", CHAT, Content.text("I am away"),
                Map.of("Auto-Submitted", automatic)).status());
        assertEquals(List.of(), conference.told());
    }

    @ParameterizedTest
    @ValueSource(strings = {"osgi-imc", "kamailio/imc", "replaces, osgi-imc , outbound"})
    void theMessagesOfAConferenceServerAreNotSentOnNorAnswered(String tags) {
        assertEquals(200, conference.send("bob", CHAT, Content.text("[x]: loop"), Map.of("Supported", tags)).status());
        assertEquals(200, conference.send("mallory", CHAT, Content.text("[x]: l"), Map.of("Supported", tags)).status());
        assertEquals(List.of(), conference.told());
    }

    @Test
    void aPersonsMessageIsNotTakenForAProgramsOne() {
        conference.send("bob", CHAT, Content.text("hi"),
                Map.of("Auto-Submitted", "No", "Supported", "imc-like, timer"));
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hi"), conference.told());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no (user)", "No;owner-email=\"a\"", "", " no ", "(by (a) hand) no", "no ( really \\) (so)",
        "(nothing)", ";x=auto-replied"})
    void whatAPersonSaysIsSentOnWhateverFollowsTheKeyword(String person) {
        conference.send("bob", CHAT, Content.text("hi"), Map.of("Auto-Submitted", person));
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hi"), conference.told());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto-replied (no)", "(no) auto-generated", "auto-notified; owner-email=no", "nobody",
        "not no"})
    void whatAProgramSaysIsNotSentOnWhateverStandsBesideTheKeyword(String program) {
        assertEquals(Answer.OK,
                conference.send("bob", CHAT, Content.text("hi"), Map.of("Auto-Submitted", program)));
        assertEquals(List.of(), conference.told());
    }

    @ParameterizedTest
    @CsvSource({"base64, !!!!", "base64, aGk=!", "base64, 'a\u00FCGk='", "base64, a", "base64, ====",
        "quoted-printable, =", "quoted-printable, =zz", "base32, aGk="})
    void whatInCpimIsNotEncodedAsItSaysIsRefusedAndDoesNotVanish(String encoding, String body) {
        assertEquals(400, conference.send("bob", CHAT, cpim("Content-Type: text/plain\r\nContent-Transfer-Encoding: "
                + encoding, body), Map.of()).status());
        List<String> told = conference.told();
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).startsWith("chat-1 -> bob: *** The message cannot be read: "), told.toString());
    }

    @Test
    void base64InLinesIsRead() {
        conference.send("bob", CHAT, cpim("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64",
                "aG\r\n k=\r\n"),
                Map.of());
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hi"), conference.told());
    }

    @ParameterizedTest
    @ValueSource(strings = {";;;", "text", "text/", "/plain", "text/plain\u0001", "te\uFFFDxt/pl ain",
            "text/plain\r\nContent-Encoding: gzip", "text/plain\r\nContent-Type: text/html",
            "text/plain\r\ncontent-type : text/plain",
            "text/plain\r\nContent-Encoding: identity\r\nContent-Encoding: gzip",
            "text/plain\r\nContent-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64",
            "text/plain\r\nContent-Disposition: render\r\nContent-Disposition: icon", "text /;x", "te xt/plain"})
    void whatInCpimCannotBeReadIsRefusedAndNoMemberGetsIt(String type) {
        assertEquals(400, conference.send("bob", CHAT, cpim("Content-Type: " + type, "hi"), Map.of()).status());
        List<String> told = conference.told();
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.get(0).startsWith("chat-1 -> bob: *** The message cannot be read: "), told.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text / plain; charset=ISO-8859-1",
        "Content-Type : text/plain;charset = ISO-8859-1",
        "Content-Type: text/plain;\r\n charset=ISO-8859-1", "Content-Type:\r\n\ttext /\r\n plain ; charset=ISO-8859-1"})
    void blanksInACpimsContentTypeMakeNoDifference(String mime) {
        conference.send("bob", CHAT, new Content("message/cpim", ("To: <sip:chat-1@example.com>\r\n\r\n" + mime
                + "\r\n\r\nü").getBytes(ISO_8859_1)), Map.of());
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: ü"), conference.told());
        conference.send("alice", CHAT, cpim("Content-Type: text/plain", "now in CPIM"), Map.of());
        conference.told();
        conference.send("bob", CHAT, new Content("message/cpim",
                ("To: <sip:x@h>\r\n <sip:y@h>\r\nFrom : <sip:z@h>\r\n\r\n" + mime + "\r\n\r\nü")
                        .getBytes(ISO_8859_1)), Map.of());
        String told = conference.told().get(1);
        assertTrue(told.startsWith("chat-1 -> alice: From: <sip:bob@example.com>\r\n"
                + "To: <sip:chat-1@example.com>\r\n\r\nContent-Type"), told);
        assertTrue(told.contains("text/plain"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: <sip:a@h>", "DateTime: 2026-11-21T12:00:00Z", "imdn.Message-ID: x"})
    void whatACpimSaysOfAMessageItSaysOnce(String line) {
        assertEquals(400, conference.send("bob", CHAT, new Content("message/cpim", (line + "\r\n" + line
                + "\r\n\r\nContent-Type: text/plain\r\n\r\nhi").getBytes(UTF_8)), Map.of()).status());
        assertEquals(List.of("chat-1 -> bob: *** The message cannot be read: " + line.split(":")[0]
                + " is there more than once inside message/cpim"), conference.told());
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        byte[] broken = "x".repeat(40_000).getBytes(UTF_8);
        assertEquals(-204, conference.send("bob", CHAT, new Content("message/cpim", broken), Map.of()).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type:|                |x", "X: y\r\n| \r\n|z", "Content-Type: a/b;|; ;|",
        "Content-Type: text|/ /|plain", "|X:y\r\n|Content-Type: text/plain"})
    void howeverACpimIsMadeItIsReadInNoTime(String headers) {
        String[] parts = headers.split("\\|", -1);
        byte[] octets = ("From: <sip:x@y>\r\n\r\n" + parts[0] + parts[1].repeat(1_000_000 / parts[1].length())
                + parts[2] + "\r\n\r\nhi").getBytes(UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                Cpim.parse(octets).content();
            } catch (IllegalArgumentException e) {
                // it is no message, which is said
            }
        });
    }

    @Test
    void aByteOrderMarkAloneSaysNothing() {
        Content mark = new Content("text/plain;charset=UTF-16", new byte[] {(byte) 0xFE, (byte) 0xFF});
        for (Content nothing : List.of(Content.text("\uFEFF"), mark, cpim("Content-Type: text/plain", "\uFEFF"))) {
            assertEquals(Answer.OK, conference.send("bob", CHAT, nothing, Map.of()));
        }
        assertEquals(List.of(), conference.told());
    }

    @Test
    void whoRefusesCpimGetsThatMessageAndAllLaterOnesInPlainText() {
        Content hi = new Content("message/cpim", ("To: <sip:chat-1@example.com>\r\n\r\nContent-Type: text/plain\r\n\r\n"
                + "hi").getBytes(UTF_8));
        conference.refusesCpim = true;
        conference.send("alice", CHAT, hi, Map.of());
        conference.told();
        conference.send("bob", CHAT, hi, Map.of());
        assertEquals(List.of("carol text/plain", "alice message/cpim", "alice text/plain"), types());
        conference.send("alice", CHAT, hi, Map.of());
        conference.told();
        conference.send("bob", CHAT, hi, Map.of());
        assertEquals(List.of("alice, carol text/plain"), types());
    }

    private List<String> types() {
        return conference.takeSent().stream().map(sent -> String.join(", ", sent.receivers().stream()
                .map(SipAddress::user).toList()) + " " + sent.content().mediaType()).toList();
    }

    private static Content cpim(String mime, String body) {
        return new Content("message/cpim",
                ("To: <sip:chat-1@example.com>\r\n\r\n" + mime + "\r\n\r\n" + body).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64 aGk=", "BASE64 aGk", "quoted-printable =68=\r\ni", "8bit hi"})
    void anEncodedTextInCpimIsReadAndPassedOnAsText(String encoded) {
        String[] parts = encoded.split(" ", 2);
        Content said = cpim("Content-Type: text/plain\r\nContent-Transfer-Encoding: " + parts[0], parts[1]);
        conference.send("alice", CHAT, cpim("Content-Type: text/plain", "now in CPIM"), Map.of());
        conference.told();
        assertEquals(200, conference.send("bob", CHAT, said, Map.of()).status());
        assertEquals(List.of("chat-1 -> carol: [bob]: hi", "chat-1 -> alice: From: <sip:bob@example.com>\r\n"
                + "To: <sip:chat-1@example.com>\r\n\r\nContent-Type: text/plain\r\n\r\n[bob]: hi"), conference.told());
    }

    @Test
    void aCommandInEncodedCpimIsACommand() {
        conference.send("bob", CHAT, cpim("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64",
                "I21lbWJlcnM="), Map.of());
        assertTrue(conference.told().get(0).contains("Members:"));
    }

    @Test
    void anImageInEncodedCpimIsPassedOnAsItIs() {
        String mime = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64";
        conference.send("alice", CHAT, cpim("Content-Type: text/plain", "now in CPIM"), Map.of());
        conference.told();
        conference.send("bob", CHAT, cpim(mime, "aGk="), Map.of());
        List<Broadcast> copies = conference.takeSent();
        assertEquals("image/png hi", copies.get(0).content().type() + " " + copies.get(0).content().asText());
        assertTrue(copies.get(1).content().asText().endsWith("\r\n\r\n" + mime + "\r\n\r\naGk="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuencode hi", "base64 !=!", "quoted-printable =Z"})
    void anEncodingThatCannotBeReadIsRefused(String encoded) {
        String[] parts = encoded.split(" ", 2);
        Answer answer = conference.send("bob", CHAT,
                cpim("Content-Type: text/plain\r\nContent-Transfer-Encoding: " + parts[0], parts[1]), Map.of());
        assertEquals("-20 400", answer.code() + " " + answer.status());
        assertTrue(answer.text().contains(parts[0]), answer.text());
    }

    @Test
    void aTextInCpimWhoseCharsetCannotBeWrittenSaysThatItIsUtf8() {
        conference.send("alice", CHAT, cpim("Content-Type: text/plain", "now in CPIM"), Map.of());
        conference.told();
        conference.send("bob", CHAT, cpim("Content-Type: text/plain;charset=ISO-2022-CN", "hi"), Map.of());
        assertTrue(conference.told().get(1).endsWith(
                "\r\n\r\nContent-Type: text/plain;charset=UTF-8\r\n\r\n[bob]: hi"));
    }

    @Test
    void nothingSaidIsNotPassedOn() {
        assertEquals(Answer.OK, conference.send("bob", ""));
        assertEquals(Answer.OK, conference.send("bob", CHAT, cpim("Content-Type: text/plain", ""), Map.of()));
        assertEquals(-202, conference.send("mallory", "").code());
        assertEquals(List.of("chat-1 -> mallory: *** You are not a member of this room"), conference.told());
    }

    @Test
    void aByteOrderMarkIsNotPassedOnBehindTheName() {
        conference.send("bob", "\uFEFFhello");
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hello"), conference.told());
    }

    @Test
    void withoutATransportAMessageIsRefusedRatherThanLost() {
        conference.outgoing.unbindTransport(conference);
        Answer answer = conference.send("bob", "hello");
        assertEquals("-503 503 5", answer.code() + " " + answer.status() + " " + answer.retryAfter());
    }

    @Test
    void noticesOfAnAcknowledgedCommandWaitForTheTransportToComeBack() {
        conference.outgoing.unbindTransport(conference);
        assertEquals(200, conference.send("dave", "#join").status());
        assertEquals(200, conference.send("bob", "#leave").status());
        assertEquals(List.of(), conference.told());
        conference.outgoing.bindTransport(conference);
        assertEquals(List.of("chat-1 -> alice, bob, carol, dave: *** [dave] has joined the room",
                "chat-1 -> alice, bob, carol, dave: *** [bob] has left the room"), conference.told());
    }
}
