package imc.transport.sip.internal.stack;

import gov.nist.core.LexerCore;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import gov.nist.javax.sip.stack.SIPTransaction;
import imc.transport.sip.internal.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what came in over any transport to the transaction layer. Whatever happens on the way, the calling thread
 * gets it back as a return, never as a throw.
 */
final class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int MAX_PORT = 65_535;

    private final TransactionStack stack;
    private final Figures figures;
    private final Parser parser;
    private volatile Shortcut shortcut = Shortcut.NONE;
    private final AtomicBoolean told = new AtomicBoolean();

    Reception(TransactionStack stack, Figures figures) {
        this.stack = stack;
        this.figures = figures;
        this.parser = new Parser(figures);
    }

    /** What deals with the usual before the parser does. */
    Shortcut shortcut() {
        return shortcut;
    }

    void shortcut(Shortcut usual) {
        shortcut = usual;
    }

    /** A message came in over a channel. */
    void accept(RawMessage raw, Channel channel) {
        try {
            checkVersion(raw);
            SIPMessage message = parser.parse(raw);
            if (message instanceof SIPRequest request) {
                check(request, raw, channel);
                request(request, channel);
            } else {
                response((SIPResponse) message, raw, channel);
            }
        } catch (UnreadableException e) {
            refuse(e, channel);
        } catch (Throwable e) { // the calling thread serves everybody else, too
            failed(e);
        }
    }

    /** A message came in that cannot be used. A request is answered where that is possible, all else is dropped. */
    void refuse(UnreadableException unreadable, Channel channel) {
        figures.unreadable();
        LOG.debug("Unreadable message from {}: {}", channel.peer(), unreadable.getMessage());
        String answer = Refusal.of(unreadable);
        if (answer == null) {
            return;
        }
        try {
            channel.send(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("The answer to an unreadable message did not get out to {}", channel.peer(), e);
        }
    }

    void failed(Throwable e) {
        figures.unexpectedFailure();
        if (told.compareAndSet(false, true)) {
            LOG.error("A message could not be processed; it was dropped. Further ones are counted only", e);
        } else {
            LOG.debug("A message could not be processed; it was dropped", e);
        }
    }

    private static void checkVersion(RawMessage raw) throws UnreadableException {
        String version = raw.isResponse() ? raw.firstLine().split(" ", 2)[0]
                : raw.firstLine().substring(raw.firstLine().lastIndexOf(' ') + 1);
        if (!version.equalsIgnoreCase("SIP/2.0")) {
            boolean other = version.regionMatches(true, 0, "SIP/", 0, 4);
            throw new UnreadableException(other ? 505 : 400,
                    other ? "Version Not Supported" : "The request line cannot be read", raw);
        }
    }

    private static void check(SIPRequest request, RawMessage raw, Channel channel)
            throws UnreadableException, ParseException {
        if (!request.getMethod().equals(request.getCSeq().getMethod())) {
            throw new UnreadableException(400, "The CSeq header names another method", raw);
        }
        if (!"2.0".equals(request.getTopmostVia().getProtocolVersion())) {
            throw new UnreadableException(400, "The Via header names another version", raw);
        }
        String transport = request.getTopmostVia().getTransport();
        if (!channel.getTransport().equalsIgnoreCase(transport)) {
            throw new UnreadableException(400, "The Via header names another transport", raw);
        }
        SourceAddress.note(request.getTopmostVia(), channel.peer());
        checkAnswerable(request, raw);
    }

    /** JAIN-SIP looks at these only when it sends the answer, and then there would be none. */
    private static void checkAnswerable(SIPRequest request, RawMessage raw) throws UnreadableException {
        boolean sound = request.getTopmostVia().getPort() <= MAX_PORT;
        try {
            request.getViaHeaders().forEach(Via::getRPort);
        } catch (NumberFormatException e) {
            sound = false;
        }
        if (!sound) {
            throw new UnreadableException(400, "The Via header cannot be read", raw);
        }
        String tag = request.getFromTag();
        if (tag != null && (tag.isEmpty() || !tag.chars().allMatch(c -> LexerCore.isTokenChar((char) c)))) {
            throw new UnreadableException(400, "The From header cannot be read", raw);
        }
    }

    private void request(SIPRequest request, Channel channel) {
        Via via = request.getTopmostVia();
        if (via.hasParameter("alias")) {
            channel.alias(via.getHost(), via.getPort());
        }
        locate(request, channel);
        ServerRequestInterface transaction = stack.newSIPServerRequest(request, channel);
        if (transaction == null) {
            return;
        }
        try {
            transaction.processRequest(request, channel);
        } finally {
            release(transaction);
        }
    }

    private void response(SIPResponse response, RawMessage raw, Channel channel) throws ParseException {
        response.checkHeaders();
        if (!response.getCSeq().getMethod().equals(OutgoingRequest.METHOD)) {
            // We send nothing else, and the method has to match (RFC 3261 §17.1.3), which JAIN-SIP does not see to.
            return;
        }
        if (shortcut.response(response.getTopmostVia().getBranch(), response.getStatusCode(),
                raw.headers())) {
            return;
        }
        locate(response, channel);
        ServerResponseInterface transaction = stack.newSIPServerResponse(response, channel);
        if (transaction == null) {
            return;
        }
        try {
            transaction.processResponse(response, channel);
        } finally {
            release(transaction);
        }
    }

    /** JAIN-SIP lets one thread at a time into a transaction; unless it has passed that on, the door is opened here. */
    private static void release(Object transaction) {
        if (transaction instanceof SIPTransaction entered && !entered.passToListener()) {
            entered.releaseSem();
        }
    }

    private static void locate(SIPMessage message, Channel channel) {
        message.setRemoteAddress(channel.peer().getAddress());
        message.setRemotePort(channel.peer().getPort());
        message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
        message.setLocalPort(channel.getPort());
        message.setPeerPacketSourceAddress(channel.peer().getAddress());
        message.setPeerPacketSourcePort(channel.peer().getPort());
    }
}
