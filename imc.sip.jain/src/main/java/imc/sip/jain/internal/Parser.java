package imc.sip.jain.internal;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.Event;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;
import javax.sip.InvalidArgumentException;

/**
 * Reads what our own reader has read before, with JAIN-SIP's parser. What that cannot bear never gets there: in a Via a
 * comment has it take memory for ever, and what is very long or very much costs it too much.
 */
final class Parser {

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 256;
    private static final int MAX_FORWARDS = 70;
    /** Without these there is no transaction and no dialog; any other header may be malformed (RFC 3261 §8.2). */
    private static final Set<Class<?>> NEEDED = Set.of(RequestLine.class, StatusLine.class, Via.class, From.class,
            To.class, CallID.class, CSeq.class, ContentLength.class, Contact.class, Route.class, RecordRoute.class,
            Event.class, Expires.class);

    /**
     * Reads a whole message.
     *
     * @throws ParseException saying what is wrong
     */
    SIPMessage parse(byte[] bytes) throws ParseException {
        check(bytes);
        SIPMessage message;
        try {
            message = new StringMsgParser().parseSIPMessage(bytes, true, false, Parser::malformed);
        } catch (ParseException e) {
            throw e;
        } catch (Throwable e) { // it may run out of stack
            throw new ParseException("The message cannot be read", 0);
        }
        if (message == null || message.getTopmostVia() == null || message.getTopmostVia().getBranch() == null
                || message.getCSeq() == null || message.getFrom() == null || message.getTo() == null
                || message.getCallId() == null) {
            throw new ParseException("The message is not complete", 0);
        }
        insist(message);
        return message;
    }

    /** It wants one, and here requests end. */
    private static void insist(SIPMessage message) throws ParseException {
        try {
            if (message.getMaxForwards() == null) {
                message.setHeader(new MaxForwards(MAX_FORWARDS));
            }
        } catch (InvalidArgumentException e) {
            throw new ParseException(e.getMessage(), 0);
        }
    }

    private static void malformed(ParseException problem, SIPMessage message, Class<?> header, String text,
            String whole) throws ParseException {
        if (header == null || NEEDED.contains(header)) {
            throw problem;
        }
    }

    private static void check(byte[] bytes) throws ParseException {
        int lines = 0;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
            if (end == start) {
                return; // the body begins
            }
            if (end - start > LONGEST_LINE || ++lines > MOST_LINES) {
                throw new ParseException("The headers are too long", start);
            }
            if (isVia(bytes, start, end)) {
                checkVia(bytes, start, end);
            }
            start = i + 1;
        }
    }

    private static boolean isVia(byte[] bytes, int start, int end) {
        String name = new String(bytes, start, Math.min(end - start, 8), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        return name.matches("(v|via)[ \t]*:.*");
    }

    private static void checkVia(byte[] bytes, int start, int end) throws ParseException {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '(' || bytes[i] == '\\' || bytes[i] == '"') {
                throw new ParseException("The Via header has a comment, or a quoted string", i);
            }
        }
    }
}
