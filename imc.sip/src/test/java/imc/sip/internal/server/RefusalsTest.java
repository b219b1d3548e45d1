package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator finds in the event log, and in the statistics, of requests that never reach a room. */
class RefusalsTest {

    private final Answering answering = new Answering("udp");

    private static String request(String method, String uri, String headers) {
        return method + ' ' + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bKa\r\n"
                + "From: \"A\" <sip:alice@h>;tag=1\r\nTo: <sip:chat-1@h>\r\nCall-ID: c\r\nCSeq: 7 " + method + "\r\n"
                + headers.replace("|", "\r\n") + "Content-Length: 0\r\n\r\n";
    }

    @BeforeEach
    void aHandler() {
        answering.methods.add(request -> SipRequestHandler.now(
                SipResponse.of(request.requestUri().equals("sip:full") ? 503 : 200)),
                Map.of(SipRequestHandler.METHOD, "REGISTER", SipRequestHandler.OPTION_TAG, "path"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "MESSAGE;sip:chat-1@h;Require: foo|;420;Bad Extension: foo",
        "MESSAGE;sip:nobody@h;'';404;Not Found",
        "MESSAGE;sips:chat-1@h;'';403;'Forbidden: 399 osgi-imc ''sips needs TLS'''",
        "REGISTER;sip:full;'';503;Service Unavailable",
        "CANCEL;sip:chat-1@h;'';481;Call/Transaction Does Not Exist",
        "INVITE;sip:chat-1@h;'';405;Method Not Allowed"})
    void whatIsRefusedIsToldOnceAndCounted(String method, String uri, String headers, int status, String reason) {
        String request = request(method, uri, headers);
        assertEquals(status, answering.answer(request).status());
        assertEquals(status, answering.answer(request).status());
        String quoted = reason.contains(" ") ? '"' + reason + '"' : reason;
        assertEquals(List.of(method + " status=" + status + " reason=" + quoted + " from=sip:alice@h to=" + uri
                + " call-id=c source=udp:127.0.0.1:5099"), answering.events);
        assertEquals(1, answering.figure("sip_requests_refused"));
    }

    @Test
    @DisplayName("of those who are refused for now one line a minute is written, and all are counted")
    void forNow() {
        for (int i = 0; i < 20; i++) {
            assertEquals(503, answering.answer(request("REGISTER", "sip:full", "").replace("4bKa", "4bKa" + i)
                    .replace("Call-ID: c", "Call-ID: c" + i)).status());
        }
        assertEquals(1, answering.events.size(), answering.events.toString());
        assertEquals(20, answering.figure("sip_requests_refused"));
        answering.answer(request("INVITE", "sip:chat-1@h", ""));
        answering.answer(request("INVITE", "sip:chat-1@h", "").replace("4bKa", "4bKb").replace("ID: c", "ID: d"));
        assertEquals(3, answering.events.size(), "what is refused for what it is is told each time");
    }

    @Test
    @DisplayName("what comes again by another way is told, and what cannot be read at all")
    void mergedAndUnreadable() {
        String request = request("MESSAGE", "sip:chat-1@h", "");
        answering.answer(request);
        answering.answer(request.replace("4bKa", "4bKb"));
        answering.answer(request.replace("CSeq: 7", "CSeq: x").replace("4bKa", "4bKc"));
        answering.answer("GET / HTTP/1.1\r\n\r\n");
        assertEquals(3, answering.events.size(), answering.events.toString());
        assertTrue(answering.events.get(0).startsWith("MESSAGE status=482 "), answering.events.get(0));
        assertTrue(answering.events.get(1).startsWith("unreadable status=400 reason="), answering.events.get(1));
        assertTrue(answering.events.get(2).startsWith("unreadable dropped=true reason="), answering.events.get(2));
    }

    @Test
    @DisplayName("neither what is answered, nor what asks for what there is, nor what a room refuses is told here")
    void silence() {
        answering.answer(request("MESSAGE", "sip:chat-1@h", ""));
        answering.answer(request("OPTIONS", "sip:chat-1@h", ""));
        answering.answer(request("REGISTER", "sip:h", ""));
        assertEquals(List.of(), answering.events);
    }

    @Test
    @DisplayName("an extension may be required of those methods whose handler knows it, and OPTIONS tells of it")
    void optionTags() {
        assertEquals(200, answering.answer(request("REGISTER", "sip:h", "Require: Path|")).status());
        assertEquals(420, answering.answer(request("REGISTER", "sip:h", "Require: path, gruu|").replace("4bKa", "4bKb")
                .replace("Call-ID: c", "Call-ID: d")).status());
        assertEquals(420, answering.answer(request("MESSAGE", "sip:chat-1@h", "Require: path|")).status());
        assertEquals("osgi-imc, path", answering.answer(request("OPTIONS", "sip:h", "")).header("Supported"));
    }
}
