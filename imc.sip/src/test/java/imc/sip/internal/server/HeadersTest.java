package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Message;
import imc.sip.wire.SipText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the headers of a request: which may stand twice, and which may be copied to others. */
class HeadersTest {

    private static final String VIA = "SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK";

    private final Answering answering = new Answering("udp");

    private static String request(String method, String branch, String headers) {
        return method + " sip:chat-1@h SIP/2.0\r\nVia: " + VIA + branch + "\r\nFrom: <sip:alice@h>;tag=1\r\n"
                + "To: <sip:chat-1@h>\r\nCall-ID: c" + branch + "\r\nCSeq: 7 " + method + "\r\n" + headers + "\r\n";
    }

    private static String message(String branch, String headers) {
        return request("MESSAGE", branch, headers);
    }

    @ParameterizedTest
    @DisplayName("a Content-Type that is none goes to nobody")
    @CsvSource({"text/plain, 200", "TEXT/html;charset=\"x;y\";, 200", ";;;, 400", "text, 400", "text/, 400",
        "/plain, 400", "te xt/plain, 400", "text /plain, 200", "text/ plain, 200",
        "text / plain ; charset = utf-8, 200",
        "text / pl ain, 400", "text /, 400", "/ plain, 400", "text ; / plain, 400", "text/plain/x, 400",
        "text/plain;x, 400", "text/plain;x=, 400", "text/plain;=y, 400",
        "text/plain;x=y z, 400", "text/plain;x=\"y, 400", "text/plain; x = y ;z=\"\\\"\" , 200", "text/plain x=y, 400",
        "text/plain;;x=y, 400", "multipart/related;type=text/xml;boundary=YQ==, 200"})
    void contentType(String value, int status) {
        SipText answer = answering.answer(message("a", "Content-Type: " + value + "\r\n"));
        assertEquals(status, answer.status());
        assertEquals(status == 200 ? 1 : 0, answering.messages.size());
        if (status != 200) {
            assertNames(answer, "Content-Type", value);
        }
    }

    @Test
    @DisplayName("a semicolon behind a type is handed on to nobody, and an empty type is none")
    void cleanType() {
        answering.answer(message("a", "Content-Type: text/html;x=y ;\r\n"));
        assertEquals("text/html;x=y", answering.messages.remove().content().type());
        answering.answer(message("b", "Content-Type:\r\n"));
        assertEquals("text/plain", answering.messages.remove().content().type());
    }

    @ParameterizedTest
    @DisplayName("blanks around a slash, which there may be (§25.1), are handed on to nobody")
    @ValueSource(strings = {"text / html;x = y", "text\t/html;x = y", "text/\r\n html;x = y",
        "text \r\n / html;x = y ;"})
    void blanksAroundASlash(String value) {
        assertEquals(200, answering.answer(message("a", "Content-Type: " + value + "\r\n")).status());
        assertEquals("text/html;x = y", answering.messages.remove().content().type());
    }

    @ParameterizedTest
    @DisplayName("blanks that there may be around colon, comma, semicolon and equals sign make no difference (§25.1)")
    @ValueSource(strings = {"Content-Type \t: text/plain ; charset = \"utf-8\"",
        "Content-Disposition : hologram ; handling = optional",
        "Expires\t:\t60", "Content-Encoding : identity , identity", "Max-Forwards : 70",
        "Require : osgi-imc , osgi-imc",
        "Supported : a , b", "l : 0"})
    void blanks(String line) {
        SipText answer = answering.answer(message("a", line + "\r\n")
                .replace("From: <sip:alice@h>;tag=1", "From : < sip:alice@h > ; tag = 1")
                .replace("CSeq: 7 ", "CSeq : 7 \t")
                .replace("UDP 192.0.2.1:5070;branch=", "UDP  192.0.2.1 : 5070 ; branch = ")
                .replace("SIP/2.0/", "SIP / 2.0 / "));
        assertEquals(200, answer.status(), answer.text());
        assertEquals("sip:alice@h", answering.messages.remove().sender().toString());
    }

    private static void assertNames(SipText answer, String header, String value) {
        String reason = answer.header("Reason").replace("\\\"", "\"").replace("\\\\", "\\");
        assertTrue(reason.contains("The " + header + " header cannot be used: '" + value), reason);
    }

    @ParameterizedTest
    @DisplayName("what is copied to others is what its grammar allows")
    @CsvSource(delimiter = '|', value = {"Expires|0|200", "Expires|4294967295|200", "Expires|4294967296|400",
        "Expires|99999999999999999999|400", "Expires|abc|400", "Expires|-1|400", "Expires|1, 2|400",
        "Expires|1;x=y|400",
        "Expires|''|200", "Date|Sat, 13 Nov 2010 23:29:00 GMT|200", "Date|yesterday|400",
        "Date|Mon, 30 Feb 2026 10:00:00 GMT|400", "Date|Sun, 13 Nov 2010 23:29:00 GMT|400",
        "Date|Thu, 29 Feb 2024 23:59:60 GMT|200", "Date|Wed, 29 Feb 2023 10:00:00 GMT|400",
        "Date|Sun, 00 Nov 2010 23:29:00 GMT|400", "Date|Fri, 31 Apr 2026 10:00:00 GMT|400",
        "Expires|00000000000060|200",
        "Date|Sat, 13 Nov 2010 23:29:00 CET|400", "Date|Sat, 32 Nov 2010 23:29:00 GMT|400",
        "Date|Sat, 13 Nov 2010 24:29:00 GMT|400", "Date|2010-11-13T23:29:00Z|400", "Date|''|200",
        "Content-Disposition|render; x|200", "Content-Disposition|render; x=|400", "Content-Disposition|render x|400",
        "Content-Disposition|render;;x|400", "Content-Disposition|rendér|400", "Content-Disposition|''|200"})
    void copied(String header, String value, int status) {
        SipText answer = answering.answer(message("a", header + ": " + value + "\r\n"));
        assertEquals(status, answer.status());
        if (status == 200) {
            assertEquals(value.isEmpty() ? Optional.empty() : Optional.of(value),
                    answering.messages.remove().header(header));
        } else {
            assertNames(answer, header, value.chars().allMatch(c -> c < 0x80) ? value : "");
        }
        assertTrue(answering.messages.isEmpty());
    }

    @Test
    @DisplayName("each header that a message is said to have is handed on")
    void handedOn() {
        for (String header : Message.HEADERS) {
            String value = switch (header) {
                case Message.EXPIRES -> "60";
                case Message.DATE -> "Sat, 13 Nov 2010 23:29:00 GMT";
                case Message.CONTENT_DISPOSITION -> "render";
                default -> "no";
            };
            assertEquals(200, answering.answer(message("a" + header, header + ": " + value + "\r\n")).status());
            assertEquals(Optional.of(value), answering.messages.remove().header(header), header);
        }
    }

    @ParameterizedTest
    @DisplayName("a header whose name is oddly written is looked at like any other")
    @ValueSource(strings = {"Date\u001f: now", "Expires\u001f: 2x", "Content-Disposition\u001f: ;;"})
    void odd(String line) {
        assertEquals(400, answering.answer(message("a", line + "\r\n")).status());
        assertTrue(answering.messages.isEmpty());
    }

    @ParameterizedTest
    @DisplayName("what is copied to others is no longer than is of use, and what a refusal says of it neither")
    @ValueSource(strings = {"Date", "Expires", "Content-Type", "Content-Disposition"})
    void overlong(String header) {
        String start = switch (header) {
            case "Content-Type" -> "text/plain;x=";
            case "Content-Disposition" -> "render;x=";
            default -> "";
        };
        SipText answer = answering.answer(message("a", header + ": " + start + "1".repeat(9000) + "\r\n"));
        assertEquals(400, answer.status());
        assertNames(answer, header, start + "1".repeat(20));
        assertTrue(answer.text().length() < 1000, answer.text());
        assertTrue(answering.messages.isEmpty());
    }

    @ParameterizedTest
    @DisplayName("a Call-ID, which stands in the In-Reply-To of what it causes, is made of what can be seen")
    @CsvSource(delimiter = '|', value = {"a-1@192.0.2.1|200", "w%ZK-!.*_+'@w`~)(><:/[]?}{|200", "YWI9PQ==@h|200",
        "a,b|400", "a;b|400", "ä|400"})
    void callId(String value, int status) {
        assertEquals(status, answering.answer(message("a", "").replaceFirst("Call-ID: [^\r]*",
                Matcher.quoteReplacement("Call-ID: " + value))).status());
        assertEquals(status == 200 ? 1 : 0, answering.messages.size());
    }

    @Test
    @DisplayName("a Call-ID has at most 256 characters in a MESSAGE")
    void longCallId() {
        for (int length : new int[] {256, 257}) {
            assertEquals(length == 256 ? 200 : 400, answering.answer(message("a" + length, "").replaceFirst(
                    "Call-ID: [^\r]*", "Call-ID: " + "x".repeat(length))).status());
        }
    }

    @ParameterizedTest
    @DisplayName("what is no list stands once, in whatever spelling (§7.3.1)")
    @ValueSource(strings = {"From: <sip:eve@h>;tag=e", "t: <sip:eve@h>", "i: 2", "CSeq: 7 MESSAGE",
        "Content-Type: text/plain|c: text/html", "Content-Length: 0|l: 0", "Expires: 60|expires: 60",
        "Date: Sat, 13 Nov 2010 23:29:00 GMT|Date: Sat, 13 Nov 2010 23:29:00 GMT",
        "Content-Disposition: render|Content-Disposition: render", "Auto-Submitted: no|Auto-Submitted: no",
        "Max-Forwards: 70|MAX-FORWARDS: 70", "Subject: a|s: b", "Priority: normal|Priority: normal",
        "Reply-To: <sip:a@h>|Reply-To: <sip:a@h>"})
    void once(String lines) {
        for (String method : List.of("MESSAGE", "OPTIONS")) {
            String text = lines.replace("MESSAGE", method).replace("|", "\r\n") + "\r\n";
            SipText answer = answering.answer(request(method, "a", text));
            assertEquals(400, answer.status());
            assertTrue(answer.firstLine().endsWith(" is there more than once"), answer.firstLine());
        }
        assertTrue(answering.messages.isEmpty());
    }
}
