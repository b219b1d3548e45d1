package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import imc.api.sip.SipHeaders;
import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.HeaderFields;
import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.UnreadableException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What JAIN-SIP's parser takes and refuses, beside what we do, of ordinary, odd and hostile requests. Where we differ
 * on purpose stands why, with the section of the RFC.
 */
class OracleTest {

    @BeforeAll
    static void logNothing() {
        CommonLogger.legacyLogger = (StackLogger) Proxy.newProxyInstance(OracleTest.class.getClassLoader(),
                new Class<?>[] {StackLogger.class}, (proxy, method, args) -> method.getReturnType() == boolean.class
                        ? (Object) false : method.getReturnType() == int.class ? (Object) 0 : null);
    }

    private static Stream<String> all() {
        return Stream.concat(OddRequests.requests().stream(),
                OddRequests.proxied().stream().map(lines -> "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|" + lines))
                .map(text -> text.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bK$PORT;rport")
                        .replace("$PORT", "5070"));
    }

    private static byte[] bytes(String text) {
        return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean weTake(String text) {
        try {
            RequestHead.read(bytes(text));
            return true;
        } catch (UnreadableException e) {
            return false;
        }
    }

    /** JAIN-SIP gets the headers that a transaction is made of, and the request line. */
    private static boolean jainTakes(String text) {
        HeadScan head = HeadScan.of(bytes(text));
        if (head == null) {
            return false;
        }
        SipHeaders headers = HeaderFields.of(head);
        StringBuilder reduced = new StringBuilder(
                new String(head.data(), 0, head.firstLineEnd(), StandardCharsets.UTF_8)).append("\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq", "Content-Length")) {
            for (String value : headers.all(name)) {
                if (value.contains("(")) {
                    return false; // on some of these it never ends
                }
                reduced.append(name).append(": ").append(value).append("\r\n");
            }
        }
        try {
            SIPMessage message = new StringMsgParser().parseSIPMessage(
                    reduced.append("Max-Forwards: 70\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8),
                    false, false,
                    (problem, unfinished, header, line, whole) -> {
                        throw problem;
                    });
            if (!(message instanceof SIPRequest request)) {
                return false;
            }
            request.checkHeaders();
            return request.getTopmostVia() != null && request.getMethod().equals(request.getCSeq().getMethod());
        } catch (ParseException | RuntimeException e) {
            return false;
        }
    }

    /** What stands in a request that only one of the two takes, and why (RFC 3261 where no other is named). */
    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("+ From: a.b:c <",
                "a name without quotes means nothing: what was meant is plain (RFC 4475 §3.1.2.15)");
        reasons.put("+ ;i=1=2|", "a parameter of Via that nobody needs may be malformed (§8.2)");
        reasons.put("+ ;x=\"(\"|",
                "a parenthesis in quotes is no comment (§25.1); JAIN-SIP is not asked: it may never end");
        reasons.put("- tag=a|From: ", "From stands once (§7.3.1)");
        reasons.put("- Expires: 1|Expires: 2|", "Expires stands once (§7.3.1)");
        reasons.put("- Max-Forwards: x|", "Max-Forwards stands once (§7.3.1)");
        reasons.put("- ength: 2|l: 2|", "Content-Length stands once (§7.3.1)");
        reasons.put("- ength: 3||hi", "a datagram with less body than announced (§18.3)");
        reasons.put("- ength: 2|l: 1|", "two lengths are none (RFC 4475 §3.3.9)");
        reasons.put("- Call-ID: a\u0001b", "a Call-ID is made of words (§25.1)");
        reasons.put("- Call-ID: a b", "a Call-ID is made of words (§25.1)");
        reasons.put("- ;tag=a;tag=b", "whose dialog it is cannot be told (§19.3)");
        reasons.put("- h>;tag=|", "a tag is a token (§25.1)");
        reasons.put("- ;tag=\"a b\"", "a tag is a token (§25.1)");
        reasons.put("- h>;tag|", "a tag is a token (§25.1)");
        reasons.put("- 127.0.0.1>;tag=|", "a tag is a token (§25.1)");
        reasons.put("- 127.0.0.1:99999", "there is no such port");
        reasons.put("- SIP/3.0|V", "another version of the protocol (§7.1, §21.5.6)");
        reasons.put("- 127.0.0.1  SIP", "one blank parts the parts of a request line (§7.1)");
        reasons.put("- .0,,S", "a list has no empty members (§7.3.1)");
        reasons.put("- .0,|V", "a list has no empty members (§7.3.1)");
        reasons.put("- Via: ,S", "a list has no empty members (§7.3.1)");
        reasons.put("- Via:|V", "an empty Via is none (§20.42)");
        reasons.put("- ;i=1;i=2|", "an rport twice (RFC 3581 §3)");
        reasons.put("- ;a=1;b=2;a|", "a branch twice: which it is cannot be told (§8.1.1.7)");
        reasons.put("- ;rport;rport|", "an rport twice (RFC 3581 §3)");
        reasons.put("- rport=x|", "an rport is a port (RFC 3581 §3)");
        reasons.put("- rport=99999999999|", "an rport is a port (RFC 3581 §3)");
        reasons.put("- 10.0.0.9:99999", "there is no such port");
        reasons.put("- UDP ::1:25071", "an IPv6 address stands in brackets (§25.1)");
        reasons.put("- =25071\u0001|", "a control character is no white space (§25.1)");
        reasons.put("- Via: SIP/3.0/UDP 127", "another version of the protocol (§20.42)");
        return reasons;
    }

    @Test
    @DisplayName("where we take what JAIN-SIP refuses, or refuse what it takes, it is on purpose")
    void differences() {
        Map<String, String> left = reasons();
        List<String> unexplained = new ArrayList<>();
        all().forEach(text -> {
            boolean ours = weTake(text);
            if (ours != jainTakes(text)) {
                String sign = ours ? "+ " : "- ";
                List<String> why = reasons().keySet().stream()
                        .filter(part -> part.startsWith(sign) && text.contains(part.substring(2))).toList();
                left.keySet().removeAll(why);
                if (why.isEmpty()) {
                    unexplained.add(sign + text);
                }
            }
        });
        assertEquals(List.of(), unexplained);
        assertEquals(Map.of(), left, "where there is no difference any more");
    }
}
