package imc.transport.sip.internal.uas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients send every day goes the short way; that it makes no difference is FastPathTest's to show. */
class UsualMessageTest {

    private static final String LINE = "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|";
    private static final String VIA = "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKa;rport|";
    private static final String KAMAILIO = "Via: SIP/2.0/UDP 127.0.0.1:25060"
            + ";branch=z9hG4bK994a.bd7507c967e91e71fdca26cda252d6be.0|";
    private static final String BELOW = "Via: SIP/2.0/UDP 127.0.0.1:25071;received=127.0.0.1;branch=z9hG4bKa;rport=25071|";
    private static final String REST = "Call-ID: c1|CSeq: 1 MESSAGE|Content-Type: text/plain|Content-Length: 2||hi";
    private static final String FROM = "From: <sip:alice@127.0.0.1>;tag=a|";
    private static final String TO = "To: <sip:chat-1@127.0.0.1>|";

    private static UsualMessage read(String headers) {
        String text = headers.startsWith("MESSAGE") ? headers : LINE + headers;
        return UsualMessage.of(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1),
                "SIP/2.0/UDP ".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @DisplayName("usual")
    @ValueSource(strings = {
        VIA + FROM + TO + REST,
        VIA + FROM + "To: sip:chat-1@127.0.0.1|" + REST,
        TO + "Call-ID: c1|" + FROM + VIA + "CSeq: 1 MESSAGE|Content-Length: 2||hi",
        VIA + "Route: <sip:127.0.0.1:5060;lr>|Max-Forwards: 70|" + FROM + TO + REST,
        VIA + "From: \"Alice B.\" <sip:alice@h>;tag=a|" + TO + REST,
        VIA + "From: Alice <sip:alice@h>;tag=a|" + TO + REST,
        VIA + "From: \"J\u00c3\u00b6rg\" <sip:joerg@h>;tag=a|" + TO + REST,
        "v: SIP/2.0/UDP h;branch=z9hG4bKa|f: <sip:alice@h>;tag=1|t: <sip:chat-1@h>|i: 1|CSeq: 1 MESSAGE|l: 2||hi",
        VIA + FROM + TO + "Subject: a| b|Supported: replaces,| outbound|" + REST,
        VIA + FROM + TO + "Expires: 60|Date: now|P-Asserted-Identity: <sip:a@h>|" + REST,
        VIA + FROM + TO + "P-Asserted-Identity: <sip:a@h>|P-Asserted-Identity: <tel:+1>|" + REST,
        "Via: SIP/2.0/UDP h:5060;branch=z9hG4bKa;alias|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP H_1.Example.COM;branch=z9hG4bKa;i=1;rport;keep;oc;oc-algo=\"loss,A\"|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bKa;rport|" + FROM + TO + REST,
        VIA + VIA + FROM + TO + REST,
        "Record-Route: <sip:127.0.0.1:25060;lr;ftag=a>|" + KAMAILIO + BELOW + "Max-Forwards: 69|" + FROM + TO + REST,
        KAMAILIO + "Via: SIP/2.0/TLS edge.example.com;branch=z9hG4bKe;i=1;rport|" + BELOW + FROM + TO + REST,
        KAMAILIO + "Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK5;received=::1;rport=9|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa, SIP/2.0/TCP [::1];branch=1,SIP/2.0/TCP h|v: SIP/2.0/UDP i|" + FROM + TO
            + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa,| SIP/2.0/TCP h;branch=1|" + FROM + TO + REST})
    void usual(String headers) {
        UsualMessage message = read(headers);
        assertNotNull(message);
        assertEquals("hi", new String(message.body(), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @DisplayName("not usual")
    @ValueSource(strings = {
        VIA + "Via: |" + FROM + TO + REST,
        VIA + "Via: SIP/2.0/UDP h,|" + FROM + TO + REST,
        VIA + "Via: SIP / 2.0 / UDP h|" + FROM + TO + REST,
        VIA + "Via: SIP/2.0/UDP h;rport=x|" + FROM + TO + REST,
        VIA + "Via: SIP/2.0/UDP h (there)|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa;maddr=224.0.0.1|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa;received=10.0.0.1|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa;rport=5060|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa;i=1;i=2|" + FROM + TO + REST,
        "Via: SIP/2.0/UDP h;branch=z9hG4bKa;x=\"(\"|" + FROM + TO + REST,
        VIA + FROM + TO + "Require: foo|" + REST,
        VIA + FROM + TO + "Content-Encoding: gzip|" + REST,
        VIA + FROM + REST,
        VIA + "From: \"a\\\"b\" <sip:alice@h>;tag=a|" + TO + REST,
        VIA + "From: <tel:+12345>;tag=a|" + TO + REST,
        "Via: SIP/2.0/UDP h;branch=old|" + FROM + TO + REST,
        "Via: SIP/2.0/TCP h;branch=z9hG4bKa|" + FROM + TO + REST,
        VIA + FROM + TO + "Call-ID: c1|CSeq: 1 MESSAGE|Content-Length: 3||hi",
        VIA + FROM + TO + "Call-ID: c1|CSeq: 1 MESSAGE|",
        "MESSAGE tel:+1 SIP/2.0|" + VIA + FROM + TO + REST,
        "MESSAGE sip:chat-1@127.0.0.1 SIP/3.0|" + VIA + FROM + TO + REST})
    void unusual(String headers) {
        assertNull(read(headers));
    }
}
