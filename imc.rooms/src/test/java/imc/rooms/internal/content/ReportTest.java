package imc.rooms.internal.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import imc.api.Content;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on of a disposition notification. */
class ReportTest {

    private static Content notification(String text) {
        return new Content(Report.TYPE, text.getBytes(UTF_8));
    }

    private static String passedOn(String text) {
        return Report.read(notification(text)).map(report -> report.content().asText()).orElse("nothing");
    }

    @ParameterizedTest
    @DisplayName("what RFC 5438 has each of its notifications say goes on, however it is written")
    @CsvSource({"delivery, delivered", "delivery, failed", "processing, processed", "processing, stored",
        "display, displayed", "display, forbidden", "display, error"})
    void kinds(String kind, String status) {
        String plain = "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>34jk3@4</message-id>"
                + "<datetime>2026-11-21T21:59:09.5+01:00</datetime><" + kind + "-notification><status><" + status
                + "/></status></" + kind + "-notification></imdn>";
        assertEquals(plain, passedOn(plain));
        String written = "<?xml version=\"1.0\"?>\n<i:imdn xmlns:i=\"urn:ietf:params:xml:ns:imdn\">\n <i:message-id >"
                + "34jk3@4 </i:message-id>\n <i:datetime> 2026-11-21T21:59:09.5+01:00</i:datetime>\n"
                + " <i:recipient-uri>im:you-fool@example.com</i:recipient-uri>\n <i:subject>You fool</i:subject>\n"
                + " <i:" + kind + "-notification>\n  <i:status> <i:" + status + "></i:" + status + "> </i:status>\n"
                + " </i:" + kind + "-notification> You fool <x:note xmlns:x=\"y\">You fool</x:note></i:imdn>";
        assertEquals(plain, passedOn(written));
    }

    @ParameterizedTest
    @DisplayName("words go on nowhere")
    @ValueSource(strings = {"You fool", "<imdn><message-id>1</message-id><datetime>You fool</datetime></imdn>",
        "<imdn><message-id>1</message-id><display-notification><status>You fool</status></display-notification></imdn>",
        "<imdn><message-id>1</message-id><datetime>2026-11-21T21:59:09ZZZZZ</datetime></imdn>",
        "<imdn><message-id>1</message-id><display-notification><status><you-fool/></status></display-notification>",
        "<imdn note=\"You fool\"><message-id>1</message-id><delivery-notification a=\"You fool\"/></imdn>"})
    void words(String text) {
        String passedOn = passedOn(text);
        assertEquals(text.startsWith("<") ? "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\">"
                + "<message-id>1</message-id></imdn>" : "nothing", passedOn);
    }

    @Test
    @DisplayName("of CPIM what names and dates the notification stays, in its own form, and no other header")
    void cpim() {
        Cpim came = Cpim.parse(("From: You fool <sip:carol@example.com>\r\nTo: <sip:a@b>\r\nSubject: You fool\r\n"
                + "DateTime: 2026-11-21T21:59:09Z\r\nNS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: a-7\r\n\r\n"
                + "Content-Disposition: Notification; filename=\"You fool\"\r\nContent-Description: You fool\r\n"
                + "Content-Type: message/imdn+xml; x=\"You fool\"\r\n\r\n"
                + "<imdn><message-id>1</message-id></imdn>").getBytes(UTF_8));
        assertEquals("From: <sip:carol@example.com>\r\nTo: <sip:alice@example.com>\r\n"
                + "DateTime: 2026-11-21T21:59:09Z\r\nNS: imdn <urn:ietf:params:imdn>\r\n"
                + "imdn.Message-ID: a-7\r\n\r\nContent-Disposition: notification\r\n"
                + "Content-Type: message/imdn+xml\r\n\r\n<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\">"
                + "<message-id>1</message-id></imdn>", Report.read(came.content()).orElseThrow()
                        .wrapped(came, "sip:carol@example.com", "sip:alice@example.com").asText());
        Cpim wordy = Cpim.parse(("From: <sip:a@b>\r\nDateTime: You fool\r\nimdn.Message-ID: You fool\r\n\r\n"
                + "Content-Disposition: You fool\r\nContent-Type: message/imdn+xml\r\n\r\n"
                + "<imdn><message-id>1</message-id></imdn>").getBytes(UTF_8));
        assertEquals("From: <sip:c@d>\r\nTo: <sip:e@f>\r\n\r\nContent-Type: message/imdn+xml\r\n\r\n<imdn xmlns=\""
                + "urn:ietf:params:xml:ns:imdn\"><message-id>1</message-id></imdn>", Report.read(wordy.content())
                        .orElseThrow().wrapped(wordy, "sip:c@d", "sip:e@f").asText());
    }

    @ParameterizedTest
    @DisplayName("whatever it is, it is read in no time")
    @ValueSource(strings = {"<", "<a", "<a:", "<message-id>", "<message-id> ", "<status>", "<status> <", " ",
        "<datetime>1", "<message-id>x "})
    void time(String piece) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String text : new String[] {piece.repeat(1_000_000 / piece.length()),
                "<message-id>" + piece.repeat(1_000_000 / piece.length()),
                "<status>" + " ".repeat(500_000) + piece + "a".repeat(500_000)}) {
                assertEquals(Optional.empty(),
                        Report.read(notification(text)).filter(read -> !read.status().isEmpty()));
            }
        });
    }
}
