package imc.registrar.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.Flow;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Turns a request written as text, one header value a line, into a {@link SipRequest}. */
final class Requests {

    static final Flow UDP = new Flow("udp", "127.0.0.1", 40001);
    static final Flow TCP = new Flow("tcp", "127.0.0.1", 40002);

    private Requests() {
    }

    /** One that has no store. */
    static Registrar registrar(LocationTable table, SetClock clock) {
        return new Registrar(table, new Durability(table, clock, false, Runnable::run), clock, Map.of());
    }

    /** An answer that has nothing to wait for. */
    static Optional<SipResponse> now(Registrar registrar, SipRequest request) {
        CompletableFuture<Optional<SipResponse>> answer = registrar.answer(request).toCompletableFuture();
        assertTrue(answer.isDone(), "it waits");
        return answer.join();
    }

    static SipRequest request(String text) {
        return request(text, UDP);
    }

    static SipRequest request(String text, Flow source) {
        String[] lines = text.strip().split("\n");
        String[] requestLine = lines[0].split(" ");
        SipHeaders headers = SipHeaders.NONE;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers = headers.with(lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip());
        }
        return new SipRequest(requestLine[0], requestLine[1], headers, new byte[0], source);
    }

    /** A REGISTER of bob's: one Call-ID, the CSeq given, further header lines as they are. */
    static SipRequest bob(int cseq, String... headerLines) {
        return register("bob", "bob-1", cseq, UDP, headerLines);
    }

    static SipRequest register(String user, String callId, int cseq, Flow source, String... headerLines) {
        return request("""
                REGISTER sip:127.0.0.1 SIP/2.0
                From: <sip:%1$s@127.0.0.1>;tag=1
                To: <sip:%1$s@127.0.0.1>
                Call-ID: %2$s
                CSeq: %3$d REGISTER
                %4$s""".formatted(user, callId, cseq, String.join("\n", headerLines)), source);
    }
}
