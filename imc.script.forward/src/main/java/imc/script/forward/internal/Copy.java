package imc.script.forward.internal;

import imc.api.sip.OutgoingRequest;
import imc.api.sip.Recipient;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request as it goes on, and its answer as it comes back. */
final class Copy {

    /** RFC 3261 §16.6 step 3. */
    private static final int USUAL_FORWARDS = 70;
    private static final int MOST_FORWARDS = 255;
    /**
     * What belongs to one hop; Route, which would lead to wherever a stranger likes; and whom a peer of ours asserts to
     * have sent it, which he says to us (RFC 3325 §5).
     */
    private static final Set<String> OF_ONE_HOP = Set.of("via", "content-length", "user-agent", "max-forwards", "route",
            "record-route", "proxy-require", "p-asserted-identity");
    /** What the answer to whoever has sent it says for itself, and what tells of a body, which does not come back. */
    private static final Set<String> OF_THE_ANSWER = Set.of("via", "from", "to", "call-id", "cseq", "content-length",
            "record-route", "content-type", "content-encoding", "content-disposition", "content-language",
            "mime-version");
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

    private Copy() {
    }

    /** How often it may still be forwarded; empty where what it says of that is no number (RFC 3261 §20.22). */
    static Optional<Integer> forwards(SipRequest request) {
        String left = request.headers().first("Max-Forwards").map(String::strip)
                .orElse(Integer.toString(USUAL_FORWARDS + 1));
        return left.matches("[0-9]{1,3}") && Integer.parseInt(left) <= MOST_FORWARDS
                ? Optional.of(Integer.valueOf(left)) : Optional.empty();
    }

    /**
     * The request as it goes on.
     *
     * @param next     where it goes, where that is not where its Request-URI says
     * @param forwards how often it may be forwarded then
     * @param appended further headers, by name
     */
    static OutgoingRequest of(SipRequest request, Optional<String> next, int forwards, Map<String, String> appended) {
        SipHeaders headers = new SipHeaders(request.headers().fields().stream()
                .filter(field -> isPassed(field.name(), request)).toList())
                .with("Max-Forwards", Integer.toString(forwards));
        for (Map.Entry<String, String> header : appended.entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        if (next.isPresent()) {
            headers = headers.with("Route", '<' + next.get() + (isLoose(next.get()) ? "" : ";lr") + '>');
        }
        return new OutgoingRequest(request.method(), new Recipient.Uri(request.requestUri()), headers, request.body());
    }

    private static boolean isPassed(String name, SipRequest request) {
        String small = name.toLowerCase(Locale.ROOT);
        // A password that was asked for here is nobody else's.
        return !OF_ONE_HOP.contains(small) && !(request.identity().isPresent() && CREDENTIALS.contains(small));
    }

    private static boolean isLoose(String uri) {
        return List.of(uri.toLowerCase(Locale.ROOT).split(";")).contains("lr");
    }

    /** The answer as it comes back. */
    static SipResponse of(SipAnswer answer) {
        // 503 would keep whoever has sent it away from us altogether (RFC 3261 §16.7 step 6).
        if (answer.status() == 503) {
            return SipResponse.of(500);
        }
        return new SipResponse(answer.status(), answer.reason().isEmpty() ? null : answer.reason(),
                new SipHeaders(answer.headers().fields().stream()
                        .filter(field -> !OF_THE_ANSWER.contains(field.name().toLowerCase(Locale.ROOT))).toList()));
    }
}
