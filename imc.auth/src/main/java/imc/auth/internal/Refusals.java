package imc.auth.internal;

import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipResponse;
import imc.auth.internal.Figures.Reason;

/** The answers to those who may not, each counted. */
record Refusals(Figures figures) {

    private static final int SOON_SECONDS = 5;
    private static final int MOST_WORDS = 100;

    Verdict malformed(String why) {
        return refuse(400, why, Reason.MALFORMED);
    }

    Verdict untrusted() {
        return refuse(403, "Only trusted peers may send", Reason.UNTRUSTED);
    }

    Verdict realm() {
        return refuse(403, "Users of this domain cannot log in here", Reason.REALM);
    }

    Verdict sender() {
        return refuse(403, "From is not the authenticated user", Reason.IDENTITY);
    }

    Verdict thirdParty() {
        return refuse(403, "Only the user in To may register", Reason.IDENTITY);
    }

    /** The store may well have an answer soon. */
    Verdict storeIsAway() {
        return later(SOON_SECONDS, Reason.STORE);
    }

    Verdict tooManyFailures(int seconds) {
        return later(seconds, Reason.BLOCKED);
    }

    private Verdict later(int seconds, Reason reason) {
        figures.refused(reason);
        return Verdict.refuse(SipResponse.of(503).with("Retry-After", Integer.toString(seconds)));
    }

    /** With a Reason, as whoever shows one to a user knows it (RFC 3326). */
    private Verdict refuse(int status, String said, Reason reason) {
        figures.refused(reason);
        // An answer to a stranger is not to be much longer than what he has sent.
        String why = said.length() > MOST_WORDS ? said.substring(0, MOST_WORDS) + "..." : said;
        return Verdict.refuse(SipResponse.of(status, why)
                .with("Reason", "SIP;cause=" + status + ";text=\"" + why + '"'));
    }
}
