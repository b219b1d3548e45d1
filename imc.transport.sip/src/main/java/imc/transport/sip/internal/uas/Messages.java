package imc.transport.sip.internal.uas;

import imc.api.Answer;
import imc.api.Content;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.sip.NameAddress;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.Figures;
import imc.transport.sip.internal.config.Identity;
import imc.transport.sip.internal.config.TransportSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each MESSAGE for a room to the conference server, and its answer back to the sender (RFC 3428 §7). */
public final class Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    static final int RETRY_AFTER_SECONDS = 5;

    private final Supplier<Settings> settings;
    private final Supplier<ImcManager> manager;
    private final Admission admission;
    private final Figures figures;

    /**
     * @param settings  those in force
     * @param manager   gives null where there is no conference server now
     * @param admission lets messages in
     */
    public Messages(Supplier<Settings> settings, Supplier<ImcManager> manager, Admission admission, Figures figures) {
        this.settings = settings;
        this.manager = manager;
        this.admission = admission;
        this.figures = figures;
    }

    /** Whether the Request-URI is one of ours. */
    boolean isServed(InboundRequest request) {
        try {
            SipAddress address = SipAddress.parse(request.raw().requestUri());
            Settings now = settings.get();
            return now.get(TransportSettings.ROOMS).match(address) || now.get(TransportSettings.MANAGER).match(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Answers now or, where the conference server takes its time, later. */
    void handle(InboundRequest request) {
        SipHeaders headers = request.raw().headers();
        if (headers.all("Content-Encoding").stream().anyMatch(coding -> !coding.equalsIgnoreCase("identity"))) {
            request.answer(SipResponse.of(415).with("Accept-Encoding", "identity"));
            return;
        }
        Message message;
        try {
            message = message(request);
        } catch (IllegalArgumentException e) {
            request.answer(Answer.of(ReturnCode.UNREADABLE, e.getMessage()));
            return;
        }
        hand(request, message);
    }

    /** Hands a message that could be read to the conference server, and answers as it says. */
    void hand(InboundRequest request, Message message) {
        ImcManager server = manager.get();
        if (server == null) {
            request.answer(Answer.unavailable("The conference server is not running", RETRY_AFTER_SECONDS));
            return;
        }
        Answer refusal = admission.enter(message);
        if (refusal != null) {
            request.answer(refusal);
            return;
        }
        CompletionStage<Answer> answering;
        try {
            answering = server.handle(message);
        } catch (RuntimeException | Error e) {
            admission.leave();
            throw e;
        }
        answering.whenComplete((answer, failure) -> {
            try {
                if (failure == null) {
                    request.answer(answer);
                } else {
                    figures.unexpectedFailure();
                    LOG.error("The conference server failed on a message from {} to {}", message.sender(),
                            message.requestUri(), failure);
                    request.answer(SipResponse.of(500));
                }
            } finally {
                admission.leave();
            }
        });
    }

    private Message message(InboundRequest request) {
        SipHeaders headers = request.raw().headers();
        SipAddress requestUri = SipAddress.parse(request.raw().requestUri());
        Content content = new Content(headers.first("Content-Type").filter(type -> !type.isEmpty())
                .orElse(Content.PLAIN_TEXT), request.raw().body());
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : Message.HEADERS) {
            List<String> values = headers.all(name);
            if (!values.isEmpty()) {
                kept.put(name, String.join(", ", values));
            }
        }
        return new Message(sender(headers), requestUri, to(headers, requestUri),
                headers.first("Call-ID").orElseThrow(), content, kept,
                settings.get().get(TransportSettings.MANAGER).match(requestUri));
    }

    private SipAddress sender(SipHeaders headers) {
        if (settings.get().get(TransportSettings.IDENTITY) == Identity.FROM) {
            return address("From", headers.first("From").orElse(""));
        }
        return address("P-Asserted-Identity", headers.first("P-Asserted-Identity")
                .orElseThrow(() -> new IllegalArgumentException("P-Asserted-Identity is missing")));
    }

    /** The address in a header like From; what is wrong with it is said with the header's name. */
    static SipAddress address(String header, String value) {
        try {
            return SipAddress.parse(NameAddress.parse(value).uri());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The " + header + " header cannot be used: " + e.getMessage(), e);
        }
    }

    /** A To that is no identity is as good as none: the Request-URI says where a message goes. */
    private static SipAddress to(SipHeaders headers, SipAddress requestUri) {
        try {
            return address("To", headers.first("To").orElse(""));
        } catch (IllegalArgumentException e) {
            return requestUri;
        }
    }
}
