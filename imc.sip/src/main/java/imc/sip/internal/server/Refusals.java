package imc.sip.internal.server;

import imc.api.log.Event;
import imc.api.log.EventLog;
import imc.api.sip.NameAddress;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.api.sip.TransportKind;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.net.Source;
import imc.sip.internal.transaction.ReasonPhrases;
import imc.sip.internal.wire.UnreadableException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Requests that are refused before the conference server sees them, or that are not for it: counted by status, and told
 * in the event log, where what the conference server refuses stands, too. A retransmission is not told again, and what
 * is refused for now once a minute for each source.
 */
public final class Refusals {

    private static final int UNAVAILABLE = 503;

    private final EventLog log;
    private final Figures figures;

    /** Those of the event log. */
    public Refusals(Figures figures) {
        this(LoggerFactory.getLogger("imc.events.refused"), figures);
    }

    private Refusals(Logger events, Figures figures) {
        this(EventLog.to(EventLog.inContext(events::info, MDC::put, MDC::remove), events::isInfoEnabled,
                System::nanoTime),
                figures);
    }

    Refusals(EventLog log, Figures figures) {
        this.log = log;
        this.figures = figures;
    }

    /** A request is answered; whoever asks for what there is (OPTIONS), or is asked for more (401), is not refused. */
    void answered(Request request, SipResponse response) {
        int status = response.status();
        if (status < 400 || status == 401 || status == 407 || request.method().equals("OPTIONS")) {
            return;
        }
        figures.refused(status);
        if (!log.isOn()) {
            return;
        }
        // Who is refused for now comes again, and perhaps as fast as he can: whoever guesses passwords does.
        if (status == UNAVAILABLE || response.headers().first("Retry-After").isPresent()) {
            log.tellSeldom(new ForNow(Source.of(request.source().getAddress()), status),
                    () -> event(request, response));
        } else {
            log.tell(() -> event(request, response));
        }
    }

    private record ForNow(long source, int status) {
    }

    /** What cannot be read is refused, or dropped where there is no way to. */
    void unreadable(UnreadableException why, boolean isAnswered, InetSocketAddress peer, TransportKind transport) {
        if (isAnswered) {
            figures.refused(why.status());
        }
        if (log.isOn()) {
            log.tell(() -> (isAnswered ? Event.of("unreadable").with("status", why.status())
                    : Event.of("unreadable").with("dropped", true)).with("reason", why.getMessage())
                    .with("source", source(peer, transport)));
        }
    }

    private static Event event(Request request, SipResponse response) {
        SipHeaders headers = request.headers();
        return Event.of(request.method()).with("status", response.status()).with("reason", reason(response))
                .with("from", headers.first("From").map(Refusals::address).orElse(""))
                .with("to", request.parts().requestUri()).with("call-id", headers.first("Call-ID").orElse(""))
                .with("source", source(request.source(), request.transport()));
    }

    /** The phrase, and what the answer's headers say beyond it. */
    private static String reason(SipResponse response) {
        String phrase = response.reason() == null ? ReasonPhrases.of(response.status()) : response.reason();
        Optional<String> more = response.headers().first("Unsupported").or(() -> response.headers().first("Warning"))
                .or(() -> response.headers().first("Reason"));
        return phrase + more.map(value -> ": " + value.replace('"', '\'')).orElse("");
    }

    private static String address(String from) {
        try {
            return NameAddress.parse(from).uri();
        } catch (IllegalArgumentException e) {
            return from;
        }
    }

    private static String source(InetSocketAddress peer, TransportKind transport) {
        return transport.toString() + ':' + peer.getAddress().getHostAddress() + ':' + peer.getPort();
    }
}
