package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Message;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.sip.wire.SipText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way for all requests: how they are told apart, refused and answered. */
class RequestsTest {

    private static final String VIA = "SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKa";
    private static final String ROOM = "sip:chat-1@h";

    private int number;
    private final Answering answering = new Answering("udp");

    private static String request(String method, String uri, String via, String headers) {
        return method + ' ' + uri + " SIP/2.0\r\nVia: " + via
                + "\r\nFrom: <sip:alice@h>;tag=1\r\nTo: <sip:chat-1@h>\r\n"
                + "Call-ID: c\r\nCSeq: 7 " + method + "\r\n" + headers + "\r\n";
    }

    private static String message(String branch, String headers) {
        return request("MESSAGE", ROOM, VIA.replace("4bKa", "4bK" + branch), headers + "Content-Length: 0\r\n");
    }

    @Test
    @DisplayName("two clients with the same branch, behind different sent-by, are two (RFC 3261 §17.2.3)")
    void sameBranchOtherSentBy() {
        assertEquals(200, answering.answer(message("a", "")).status());
        assertEquals(200, answering.answer(message("a", "").replace("192.0.2.1", "192.0.2.2").replace(": c", ": d"))
                .status());
        assertEquals(200, answering.answer(message("a", "").replace(":5070", ":5071").replace(": c", ": e")).status());
        assertEquals(200, answering.answer(message("a", "")).status());
        assertEquals(3, answering.messages.size());
    }

    @Test
    @DisplayName("a branch of RFC 2543 is none: the Request-URI, the tags, Call-ID, CSeq and Via tell (§17.2.3)")
    void withoutCookie() {
        String request = request("MESSAGE", ROOM, "SIP/2.0/UDP 192.0.2.1:5070;branch=1", "Content-Length: 0\r\n");
        List<String> others = List.of(request.replace("branch=1", "branch=2").replace(": c", ": d"),
                request.replace("chat-1@h SIP", "chat-2@h SIP"), request.replace("tag=1", "tag=2"),
                request.replace("Call-ID: c", "Call-ID: C"), request.replace("CSeq: 7", "CSeq: 8"),
                request.replace("To: <sip:chat-1@h>", "To: <sip:chat-1@h>;tag=x"));
        SipText first = answering.answer(request);
        assertEquals(first, answering.answer(request));
        assertEquals(1, answering.messages.size());
        for (String other : others) {
            assertEquals(200, answering.answer(other).status(), other);
        }
        assertEquals(1 + others.size(), answering.messages.size());
        String noBranch = request.replace(";branch=1", "").replace(": c", ": e");
        assertEquals(answering.answer(noBranch), answering.answer(noBranch));
        assertEquals(2 + others.size(), answering.messages.size());
    }

    @Test
    @DisplayName("what is in a URI is never read to tell requests apart")
    void headersInAUri() {
        String evil = request("OPTIONS", "sip:x@h?Via=SIP/2.0/UDP%20h%20(%5C", "SIP/2.0/UDP 127.0.0.1;branch=1", "");
        SipText first = answering.answer(evil);
        assertEquals(404, first.status());
        assertEquals(first, answering.answer(evil));
        assertEquals(200, answering.answer(request("CANCEL", "sip:x@h?Via=SIP/2.0/UDP%20h%20(%5C",
                "SIP/2.0/UDP 127.0.0.1;branch=1", "")).status());
    }

    @ParameterizedTest
    @DisplayName("a retransmission is answered the same, tag and all")
    @ValueSource(strings = {"INVITE", "SUBSCRIBE", "NOTIFY", "PUBLISH", "REFER", "REGISTER", "OPTIONS",
            "FooBar", "BYE"})
    void sameTag(String method) {
        String request = request(method, "sip:h", VIA, "");
        SipText first = answering.answer(request);
        assertNotEquals("", first.tag("To"));
        assertEquals(first, answering.answer(request));
        assertEquals("7 " + method, first.header("CSeq"));
        assertNull(answering.answer(request.replace(method, "ACK")));
    }

    @Test
    @DisplayName("what makes no transaction is answered with received and rport, to where Via says (§18.2.2, RFC 3581)")
    void stateless() {
        String bad = message("a", "").replace("CSeq: 7", "CSeq: x");
        SipText answer = answering.answer(bad);
        assertEquals("SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKa;received=127.0.0.1", answer.header("Via"));
        assertEquals(new InetSocketAddress(Answering.PEER.getAddress(), 5070), answering.receiver);
        assertEquals(answer, answering.answer(bad));
        answer = answering.answer(bad.replace("bKa", "bKa;rport;i=1"));
        assertEquals("SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKa;rport=5099;i=1;received=127.0.0.1",
                answer.header("Via"));
        assertEquals(Answering.PEER, answering.receiver);
    }

    @ParameterizedTest
    @DisplayName("what a sender writes into received and rport is not believed")
    @CsvSource({"received=10.0.0.1, ''", "received=10.0.0.1;rport=9, ;rport=5099",
        "rport=9;received=10.0.0.1, ;rport=5099", "RECEIVED = 10.0.0.1 ; rport, ;rport=5099"})
    void forged(String written, String kept) {
        String via = answering.answer(message("a;" + written, "")).header("Via").replace(" ", "");
        assertEquals("SIP/2.0/UDP192.0.2.1:5070;branch=z9hG4bKa" + kept + ";received=127.0.0.1", via);
    }

    @Test
    @DisplayName("where TLS ends in front of us, Via names another transport")
    void otherTransport() {
        assertEquals(200, answering.answer(message("a", "").replace("/UDP", "/TLS")).status());
    }

    @ParameterizedTest
    @DisplayName("a sequence number is less than 2^31 (§8.1.1.5)")
    @CsvSource({"0, 200", "007, 200", "2147483647, 200", "2147483648, 400", "99999999999999999999, 400", "-1, 400"})
    void sequence(String number, int status) {
        SipText answer = answering.answer(message("a", "").replace("CSeq: 7", "CSeq: " + number));
        assertEquals(status, answer.status());
        assertEquals(number + " MESSAGE", answer.header("CSeq"));
    }

    @Test
    @DisplayName("the same request by another way is refused, unless the first was (§8.2.2.2)")
    void merged() {
        assertEquals(200, answering.answer(message("a", "")).status());
        SipText merged = answering.answer(message("b", ""));
        assertEquals(482, merged.status());
        assertEquals(merged, answering.answer(message("b", "")));
        assertEquals(482, answering.answer(message("c", "")).status());
        assertEquals(1, answering.messages.size());
        assertEquals(200, answering.answer(message("d", "").replace("SIP/2.0\r\nVia", "SIP/2.0\r\nX: y\r\nVia")
                .replace("sip:chat-1@h SIP", "sip:chat-2@h SIP")).status(), "a proxy forks to two rooms");
        assertEquals(482, answering.answer(message("k", "")
                .replace("sip:chat-1@h SIP", "sip:ch%61t-1:x@H:5060;y?z SIP")).status(),
                "the same room in other words");
        assertEquals(200, answering.answer(message("e", "").replace("CSeq: 7", "CSeq: 8")).status());
        assertEquals(200, answering.answer(message("f", "").replace("To: <sip:chat-1@h>", "To: <sip:chat-1@h>;tag=t"))
                .status());
        for (String branch : List.of("i", "j")) {
            assertEquals(200, answering.answer(request("OPTIONS", "sip:h", VIA + branch, "")).status(), "a monitor");
        }
        answering.handle(request -> SipRequestHandler.now(SipResponse.of(503)), "MESSAGE");
        for (String branch : List.of("g", "h")) {
            assertEquals(503, answering.answer(message(branch, "").replace("sip:chat-1@h SIP", "sip:bob@h SIP"))
                    .status());
        }
    }

    @Test
    @DisplayName("a CANCEL is answered with the tag of the request that it is for (§9.2)")
    void cancelTag() {
        String tag = answering.answer(message("a", "")).tag("To");
        SipText cancelled = answering.answer(request("CANCEL", ROOM, VIA, ""));
        assertEquals(200, cancelled.status());
        // What makes answers to messages equally long stands behind it.
        assertEquals(tag.replaceAll("\\.+$", ""), cancelled.tag("To"));
        assertNotEquals(tag, answering.answer(message("b", "").replace(": c", ": d")).tag("To"));
    }

    @ParameterizedTest
    @DisplayName("a number that a header may not have is refused, whatever the method, with what is allowed")
    @CsvSource(delimiter = '|', value = {"Max-Forwards|0|''", "Max-Forwards|0255|''",
        "Max-Forwards|256|a number from 0 to 255",
        "Max-Forwards|-1|a number from 0 to 255", "Max-Forwards|abc|a number from 0 to 255",
        "Max-Forwards|70, 70|a number from 0 to 255", "Max-Forwards|''|a number from 0 to 255",
        "Max-Forwards|4294967366|a number from 0 to 255", "Content-Length|+0|a number of bytes below 2^31",
        "Content-Length|0, 0|a number of bytes below 2^31", "Content-Length|4294967296|a number of bytes below 2^31",
        "CSeq|+7 METHOD|a number below 2^31 and a method", "CSeq|2147483648 METHOD|a number below 2^31 and a method"})
    void numbers(String header, String value, String needed) {
        for (String method : List.of("MESSAGE", "OPTIONS", "REGISTER")) {
            String line = header + ": " + value.replace("METHOD", method) + "\r\n";
            String request = request(method, "sip:chat-manager@h", VIA + method, header.equals("CSeq") ? "" : line);
            SipText answer = answering.answer(header.equals("CSeq") ? request.replaceFirst("CSeq: .*\r\n", line)
                    : request);
            if (needed.isEmpty()) {
                assertNotEquals(400, answer.status());
            } else {
                assertEquals("SIP/2.0 400 The " + header + " header cannot be used: '" + value.replace("METHOD", method)
                        + "'; " + needed + (header.equals("CSeq") ? " are needed" : " is needed"), answer.firstLine());
            }
        }
    }

    @ParameterizedTest
    @DisplayName("what has to be done with a body, and is not known, is refused (§20.11)")
    @CsvSource({"render, 200", "Render;handling=required, 200", "hologram, 415", "hologram;handling=required, 415",
        "hologram;handling=optional, 200", "hologram; x=y; Handling = \"optional\", 200", ";;, 400",
        "attachment;filename=\"a;b\", 200"})
    void disposition(String value, int status) {
        assertEquals(status, answering.answer(message("a", "Content-Disposition: " + value + "\r\n")).status());
        if (status == 200) {
            assertEquals(value, answering.messages.remove().header("Content-Disposition").orElseThrow());
        }
        assertTrue(answering.messages.isEmpty());
    }

    @ParameterizedTest
    @DisplayName("every method that is handled gets past the same checks")
    @CsvSource({"REGISTER, sip:h, nonsense, 420", "REGISTER, sips:h, , 403", "REGISTER, http://h, , 416",
        "REGISTER, tel:+1, , 416", "REGISTER, sip:h, osgi-imc, 200", "PUBLISH, sip:h, nonsense, 420",
        "PUBLISH, sips:h, , 403", "OPTIONS, sips:h, , 403", "MESSAGE, sips:chat-1@h, , 403",
        "INVITE, sips:h, nonsense, 405"})
    void checks(String method, String uri, String required, int status) {
        answering.handle(request -> SipRequestHandler.now(SipResponse.of(200)), "REGISTER", "PUBLISH");
        assertEquals(status, answering.answer(request(method, uri, VIA, required == null ? ""
                : "Require: " + required + "\r\n")).status());
    }

    @Test
    @DisplayName("whatever a handler throws or answers, there is an answer")
    void handlers() {
        answering.handle(request -> {
            throw new NoClassDefFoundError("a test's");
        }, "PUBLISH");
        answering.handle(request -> null, "REFER");
        answering.handle(request -> SipRequestHandler.now(SipResponse.of(700)), "NOTIFY");
        answering.handle(request -> SipRequestHandler.now(SipResponse.of(99)), "INFO");
        for (String method : List.of("PUBLISH", "REFER", "NOTIFY", "INFO")) {
            SipText answer = answering.answer(request(method, "sip:h", VIA, ""));
            assertNotNull(answer, method);
            assertEquals(500, answer.status(), method);
        }
        assertEquals(4, answering.figure("sip_unexpected_failures"));
    }

    private static byte[] packed(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (coding) {
            case "gzip" -> new GZIPOutputStream(bytes);
            case "raw" -> new DeflaterOutputStream(bytes, new Deflater(9, true));
            default -> new DeflaterOutputStream(bytes);
        }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private SipText answer(String codings, byte[] body) {
        String next = "x" + number++;
        byte[] head = message(next, "Content-Encoding: " + codings + "\r\n")
                .replace("Content-Length: 0", "Content-Length: " + body.length).replace(": c", ": " + next)
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return answering.answer(whole);
    }

    @Test
    @DisplayName("a body is unpacked, within a bound")
    void codings() throws IOException {
        byte[] plain = "<imdn/>".getBytes(StandardCharsets.UTF_8);
        assertEquals(200, answer("deflate", packed("deflate", plain)).status());
        assertEquals(200, answer("DEFLATE", packed("raw", plain)).status());
        assertEquals(200, answer("gzip", packed("gzip", plain)).status());
        assertEquals(200, answer("deflate, gzip", packed("gzip", packed("deflate", plain))).status());
        assertEquals(200, answer("identity", plain).status());
        for (Message message : answering.messages) {
            assertEquals("<imdn/>", message.content().asText());
        }
        assertEquals(5, answering.messages.size());
        assertEquals(400, answer("gzip", plain).status());
        assertEquals(400, answer("deflate", plain).status());
        assertEquals(400, answer("gzip", Arrays.copyOf(packed("gzip", plain), 15)).status());
        assertEquals(413, answer("gzip", packed("gzip", new byte[64 << 20])).status());
        assertEquals(413, answer("deflate", packed("deflate", new byte[64 << 20])).status());
        SipText unknown = answer("br", plain);
        assertEquals(415, unknown.status());
        assertEquals("gzip, deflate, identity", unknown.header("Accept-Encoding"));
        assertEquals(415, answer("gzip, gzip, gzip", plain).status());
        assertEquals(5, answering.messages.size());
        assertEquals(0, answering.figure("sip_unexpected_failures"));
    }

    @ParameterizedTest
    @DisplayName("OPTIONS is answered 200 where something is, else 404")
    @CsvSource({"sip:h, 200", "sip:127.0.0.1:5060;transport=udp, 200", "sip:chat-manager@h, 200", "sip:chat-9@h, 404",
        "sip:bob@h, 404", "tel:+1, 404"})
    void options(String uri, int status) {
        assertEquals(status, answering.answer(request("OPTIONS", uri, VIA, "").replace("To: <sip:chat-1@h>",
                "To: <" + uri + ">")).status());
    }

    @Test
    @DisplayName("an answer that is not kept is made again of its request: a body is never kept")
    void bodies() {
        long before = answering.requests.heldBytes();
        String body = "x".repeat(60_000);
        for (int i = 0; i < 100; i++) {
            answering.answer(message("big" + i, "").replace("CSeq: 7", "CSeq: " + i).replace("Length: 0\r\n\r\n",
                    "Length: 60000\r\n\r\n" + body));
        }
        assertTrue(answering.requests.heldBytes() - before < 100 * 200,
                () -> answering.requests.heldBytes() + " bytes");
        assertFalse(answering.messages.isEmpty());
    }
}
