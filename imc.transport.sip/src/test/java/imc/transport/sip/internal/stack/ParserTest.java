package imc.transport.sip.internal.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.transport.sip.internal.Figures;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParserTest {

    private static final String SOUND = "MESSAGE sip:chat-1@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n"
            + "From: \"A\" <sip:a@h;x=y>;tag=1\r\nTo: <sip:chat-1@h>\r\nCall-ID: 1\r\nCSeq: 1 MESSAGE";

    private final Parser parser = new Parser(new Figures());

    @BeforeEach
    void logWithoutLog4j() {
        gov.nist.core.CommonLogger.legacyLogger = new Slf4jStackLogger();
    }

    private static RawMessage raw(String head) {
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        return RawMessage.of(bytes, bytes.length, new byte[0]);
    }

    @Test
    void aSoundMessageIsParsed() throws UnreadableException {
        assertEquals("1", parser.parse(raw(SOUND)).getFrom().getTag());
    }

    @Test
    void whichPartCannotBeReadIsSaid() {
        UnreadableException unreadable = assertThrows(UnreadableException.class,
                () -> parser.parse(raw(SOUND.replace("<sip:chat-1@h>", "<sip:"))));
        assertEquals("The To header cannot be read", unreadable.getMessage());
        unreadable = assertThrows(UnreadableException.class,
                () -> parser.parse(raw(SOUND.replace("MESSAGE sip:chat-1@h", "MESSAGE"))));
        assertEquals("The request line cannot be read", unreadable.getMessage());
    }

    /** Uses up the stack, and parses where there is too little of it left. */
    private String parseWithoutStack(RawMessage message) throws UnreadableException {
        try {
            return parseWithoutStack(message);
        } catch (StackOverflowError e) {
            try {
                parser.parse(message);
                return "there is enough again";
            } catch (UnreadableException unreadable) {
                return unreadable.getMessage();
            }
        }
    }

    @Test
    void aParserThatRunsOutOfStackMakesAMessageUnreadableAndNothingElse() throws UnreadableException {
        assertEquals("The message cannot be read", parseWithoutStack(raw(SOUND)));
        assertEquals("1", parser.parse(raw(SOUND)).getFrom().getTag());
    }
}
