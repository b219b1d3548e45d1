package imc.transport.sip.internal.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import imc.transport.sip.internal.Figures;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a message that the transaction layer can work with.
 * <p>
 * Only the headers that transactions are made of go through JAIN-SIP's parser. What it does not see cannot upset it,
 * and a header that nobody needs may be malformed (RFC 3261 §8.2). What it throws, a StackOverflowError included,
 * means that the message is unreadable, never that a thread ends.
 */
final class Parser {

    private static final Logger LOG = LoggerFactory.getLogger(Parser.class);
    private static final List<String> SINGLE = List.of("From", "To", "Call-ID", "CSeq");
    /** Longer ones are not parsed: the parser's effort, and its depth, grow with the length. */
    private static final int MAX_VALUE = 8192;

    private final Figures figures;
    private final AtomicBoolean told = new AtomicBoolean();

    Parser(Figures figures) {
        this.figures = figures;
    }

    SIPMessage parse(RawMessage raw) throws UnreadableException {
        byte[] reduced = reduced(raw).getBytes(StandardCharsets.UTF_8);
        try {
            SIPMessage message = new StringMsgParser().parseSIPMessage(reduced, false, false,
                    (problem, unfinished, header, text, whole) -> {
                        throw problem;
                    });
            if (message == null || message.getTopmostVia() == null || message.getCSeq() == null
                    || message.getFrom() == null || message.getTo() == null || message.getCallId() == null) {
                throw new UnreadableException(400, "The message is not complete", raw);
            }
            message.setApplicationData(raw);
            return message;
        } catch (ParseException e) {
            throw new UnreadableException(400, "The " + culprit(raw) + " cannot be read", raw);
        } catch (UnreadableException e) {
            throw e;
        } catch (Throwable e) { // the parser may run out of stack; the thread must live on
            figures.unexpectedFailure();
            if (told.compareAndSet(false, true)) {
                LOG.warn("The SIP parser failed; such messages are answered 400. This is said once", e);
            }
            throw new UnreadableException(400, "The message cannot be read", raw);
        }
    }

    private static String reduced(RawMessage raw) throws UnreadableException {
        StringBuilder text = new StringBuilder(512).append(raw.firstLine()).append("\r\n");
        List<String> vias = raw.headers().all("Via");
        if (vias.isEmpty()) {
            throw new UnreadableException(400, "Via is missing", raw);
        }
        for (String via : vias) {
            // RFC 3261 §25.1 knows no comment there, and after '(' and a backslash the parser takes memory for ever.
            if (via.indexOf('(') >= 0) {
                throw new UnreadableException(400, "The Via header has a comment", raw);
            }
            append(text, "Via", via, raw);
        }
        for (String name : SINGLE) {
            List<String> values = raw.headers().all(name);
            if (values.size() != 1) {
                throw new UnreadableException(400,
                        name + (values.isEmpty() ? " is missing" : " is there more than once"), raw);
            }
            append(text, name, values.get(0), raw);
        }
        // JAIN-SIP insists on Max-Forwards; here requests end, so that its value means nothing (RFC 3261 §16.3).
        return text.append("Max-Forwards: 70\r\n\r\n").toString();
    }

    private static void append(StringBuilder text, String name, String value, RawMessage raw)
            throws UnreadableException {
        if (value.length() > MAX_VALUE) {
            throw new UnreadableException(400, name + " is longer than " + MAX_VALUE + " characters", raw);
        }
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** Which part it was, found by reading the parts one by one. */
    private static String culprit(RawMessage raw) {
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            for (String value : raw.headers().all(name)) {
                try {
                    StringMsgParser.parseSIPHeader(name + ": " + value);
                } catch (ParseException | RuntimeException e) {
                    return name + " header";
                }
            }
        }
        return raw.isResponse() ? "status line" : "request line";
    }
}
