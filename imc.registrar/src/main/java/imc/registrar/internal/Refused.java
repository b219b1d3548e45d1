package imc.registrar.internal;

import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;

/** A REGISTER request that is not carried out, with the answer that says why. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 200;

    private final transient SipResponse answer;

    private Refused(int status, String reason, SipHeaders headers) {
        super(status + " " + reason, null, false, false);
        this.answer = new SipResponse(status, onOneLine(reason), headers);
    }

    /** 400: the request cannot be read. */
    static Refused badRequest(String reason) {
        return new Refused(400, reason, SipHeaders.NONE);
    }

    /** 403: more than a user may have, or a place that is not allowed. */
    static Refused forbidden(String reason) {
        return new Refused(403, reason, SipHeaders.NONE);
    }

    /** 404: nobody can have that address (RFC 3261 §10.3 step 5). */
    static Refused notFound(String reason) {
        return new Refused(404, reason, SipHeaders.NONE);
    }

    /** 421: the request has what its sender has not said to know (RFC 3261 §21.4.16). */
    static Refused extensionRequired(String tag, String reason) {
        return new Refused(421, reason, SipHeaders.NONE.with("Require", tag));
    }

    /** 423: an interval is too brief; the answer names the shortest one (RFC 3261 §21.4.17). */
    static Refused tooBrief(long asked, int minExpires) {
        return new Refused(423, "Interval Too Brief: %d s are asked for, at least %d s are allowed"
                .formatted(asked, minExpires), header("Min-Expires", minExpires));
    }

    /** 439: the proxy that the client sent to keeps no flow (RFC 5626 §11.6). */
    static Refused firstHopLacksOutbound() {
        return new Refused(439, "First Hop Lacks Outbound Support", SipHeaders.NONE);
    }

    /** 500: the request is older than what it would change (RFC 3261 §10.3 step 7). */
    static Refused outOfOrder(String reason) {
        return new Refused(500, reason, SipHeaders.NONE);
    }

    /** 503: no room for more before somebody's bindings expire. */
    static Refused full(String reason, long retryAfterSeconds) {
        return new Refused(503, reason, header("Retry-After", retryAfterSeconds));
    }

    /** 503: it came in while nobody asked who sends, and by now somebody does; who comes again is asked. */
    static Refused notAsked() {
        return new Refused(503, "Who sends is asked from now on", header("Retry-After", 1));
    }

    private static SipHeaders header(String name, long value) {
        return SipHeaders.NONE.with(name, Long.toString(value));
    }

    /** The reason repeats what a client sent, and it must stay within the status line. */
    private static String onOneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 3) + "...";
    }

    SipResponse answer() {
        return answer;
    }
}
