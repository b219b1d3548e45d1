package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of RFC 4475. INVITE is answered 405 here, and a user that is none of ours 404: those could be read. */
class TortureTest {

    private final Answering answering = new Answering("udp");

    @BeforeEach
    void register() {
        answering.handle(request -> SipRequestHandler.now(SipResponse.of(200)), "REGISTER");
    }

    private static byte[] message(String name) throws IOException {
        try (InputStream in = TortureTest.class.getResourceAsStream("/rfc4475/" + name + ".dat")) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest(name = "{0}: {1}, section {2}")
    @DisplayName("each gets the answer that it deserves")
    @CsvSource({
        // valid (3.1.1)
        "wsinv, 405, 3.1.1.1", "intmeth, 501, 3.1.1.2", "esc01, 405, 3.1.1.3", "escnull, 200, 3.1.1.4",
        "esc02, 501, 3.1.1.5", "lwsdisp, 404, 3.1.1.6", "longreq, 405, 3.1.1.7", "dblreq, 200, 3.1.1.8",
        "semiuri, 404, 3.1.1.9", "transports, 404, 3.1.1.10", "mpart01, 404, 3.1.1.11",
        // invalid (3.1.2): what the RFC leaves free is taken where it is plain what was meant
        "badinv01, 400, 3.1.2.1", "clerr, 400, 3.1.2.2", "ncl, 400, 3.1.2.3", "scalar02, 400, 3.1.2.4",
        "quotbal, 400, 3.1.2.6", "ltgtruri, 400, 3.1.2.7", "lwsruri, 400, 3.1.2.8", "lwsstart, 400, 3.1.2.9",
        "trws, 400, 3.1.2.10", "escruri, 405, 3.1.2.11", "baddate, 405, 3.1.2.12", "regbadct, 200, 3.1.2.13",
        "badaspec, 404, 3.1.2.14", "baddn, 404, 3.1.2.15", "badvers, 505, 3.1.2.16", "mismatch01, 400, 3.1.2.17",
        "mismatch02, 400, 3.1.2.18",
        // transaction layer (3.2)
        "badbranch, 404, 3.2.1",
        // application layer (3.3); insuf has nothing that an answer could be matched by
        "insuf, 0, 3.3.1", "unkscm, 416, 3.3.2", "novelsc, 416, 3.3.3", "unksm2, 200, 3.3.4", "bext01, 420, 3.3.5",
        "invut, 405, 3.3.6", "regaut01, 200, 3.3.7", "multi01, 400, 3.3.8", "mcl01, 400, 3.3.9", "zeromf, 404, 3.3.11",
        "cparam01, 200, 3.3.12", "cparam02, 200, 3.3.13", "regescrt, 200, 3.3.14", "sdp01, 405, 3.3.15",
        // backward compatibility (3.4)
        "inv2543, 405, 3.4.1",
        // responses: taken for what they are, and for none to a request of ours
        "unreason, 0, 3.1.1.12", "noreason, 0, 3.1.1.13", "scalarlg, 0, 3.1.2.5", "bigcode, 0, 3.1.2.19",
        "bcast, 0, 3.3.10"})
    void verdict(String name, int status, String section) throws IOException {
        byte[] message = message(name);
        SipText answer = answering.answer(message);
        assertEquals(status, answer == null ? 0 : answer.status(),
                () -> name + " of section " + section + ":\n" + answer);
        assertEquals(0, answering.figure("sip_unexpected_failures"));
        assertTrue(answering.messages.isEmpty());
        if (status != 0) {
            // Whatever it was, its retransmission is answered the same.
            assertEquals(answer, answering.answer(message));
        }
    }

    @Test
    @DisplayName("all of them are looked at")
    void complete() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(TortureTest.class.getResource("/rfc4475").toURI()))) {
            assertEquals(49, files.filter(file -> file.toString().endsWith(".dat")).count());
        }
        assertEquals(49, Stream.of(verdicts()).map(row -> row.split(",")[0]).distinct().count());
    }

    private static String[] verdicts() {
        return Stream.of(TortureTest.class.getDeclaredMethods()).filter(method -> method.getName().equals("verdict"))
                .findFirst().orElseThrow().getAnnotation(CsvSource.class).value();
    }

    @Test
    @DisplayName("what was written with escapes and odd blanks comes back as it was")
    void echoed() throws IOException {
        SipText answer = answering.answer(message("intmeth"));
        String request = new String(message("intmeth"), StandardCharsets.ISO_8859_1);
        assertTrue(request.contains(answer.header("CSeq")), answer.text());
        assertTrue(request.contains(answer.header("From")), answer.text());
        assertEquals("0009\r\n  INVITE".replaceAll("\\s+", " "),
                answering.answer(message("wsinv")).header("CSeq").replaceAll("\\s+", " "));
    }
}
