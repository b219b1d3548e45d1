package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.sip.NameAddress;
import imc.api.sip.SipRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a REGISTER request asks for.
 *
 * @param user       the address-of-record, from the To header
 * @param callId     orders the requests of one client
 * @param cseq       orders them within one Call-ID
 * @param contacts   the contacts to bind or to remove
 * @param everything whether all bindings are to be removed: {@code Contact: *}
 * @param expires    the Expires header
 * @param userAgent  what the client calls itself; an empty text where it does not say
 * @param wantsGruu  whether its answer is to tell each device's GRUU (RFC 5627 §5.3)
 * @param wasAsked   whether somebody has asked who it is that registers
 * @param placement  where the requests for its contacts go
 */
record Registration(SipAddress user, String callId, long cseq, List<ContactValue> contacts, boolean everything,
        OptionalLong expires, String userAgent, boolean wantsGruu, boolean wasAsked, Placement placement) {

    private static final int MAX_CALL_ID_LENGTH = 256;
    private static final Pattern CSEQ = Pattern.compile("([0-9]{1,10})\\s+REGISTER");
    static final Comparator<Binding> PREFERRED_FIRST =
            Comparator.comparingInt((Binding binding) -> binding.place().q()).reversed();
    private static final int MAX_USER_AGENT_LENGTH = 64;

    /**
     * Reads a request.
     *
     * @param settings the values in force
     * @throws Refused if it breaks a rule of RFC 3261 §10.2 or §10.3
     */
    static Registration of(SipRequest request, Settings settings) throws Refused {
        List<String> contacts = request.headers().all("Contact");
        int most = 2 * settings.get(RegistrarSettings.MAX_CONTACTS);
        if (contacts.size() > most) {
            // As many may go as there may be, and as many come. Each one costs a look at all bindings.
            throw Refused.forbidden("%d contacts in one request, at most %d are allowed"
                    .formatted(contacts.size(), most));
        }
        OptionalLong expires = request.headers().first("Expires").stream().mapToLong(DeltaSeconds::parse).findFirst();
        boolean everything = contacts.stream().anyMatch(contact -> contact.strip().equals("*"));
        if (everything && (contacts.size() > 1 || expires.isEmpty() || expires.getAsLong() != 0)) {
            throw Refused.badRequest("Contact: * may stand only alone and with Expires: 0");
        }
        SipAddress user = user(request);
        List<ContactValue> values = everything ? List.of() : contactValues(contacts, user);
        Origin origin = Origin.of(request);
        List<String> path = PathHeader.of(request);
        boolean outbound = OutboundSupport.isApplied(request, values, expires, path, origin.isDirect());
        return new Registration(user, callId(request), cseq(request), values, everything, expires, userAgent(request),
                OutboundSupport.isNamed(request, Gruu.TAG), request.guarded(),
                new Placement(origin, path, outbound, settings));
    }

    private static SipAddress user(SipRequest request) throws Refused {
        String to = header(request, "To");
        try {
            return SipAddress.parse(NameAddress.parse(to).uri());
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("Bad To '" + to + "': " + e.getMessage());
        }
    }

    private static String callId(SipRequest request) throws Refused {
        String callId = header(request, "Call-ID").strip();
        if (callId.isEmpty() || callId.length() > MAX_CALL_ID_LENGTH
                || callId.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw Refused.badRequest(
                    "Bad Call-ID: 1 to " + MAX_CALL_ID_LENGTH + " ASCII characters without blanks expected");
        }
        return callId;
    }

    /** There are few, and many clients have the same: they share it in memory. */
    private static String userAgent(SipRequest request) {
        String whole = request.headers().first("User-Agent").orElse("").strip();
        return whole.substring(0, Math.min(whole.length(), MAX_USER_AGENT_LENGTH)).intern();
    }

    private static long cseq(SipRequest request) throws Refused {
        String value = header(request, "CSeq");
        var matcher = CSEQ.matcher(value.strip());
        if (!matcher.matches()) {
            throw Refused.badRequest("Bad CSeq '" + value + "': a number and REGISTER expected");
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String header(SipRequest request, String name) throws Refused {
        return request.headers().first(name).orElseThrow(() -> Refused.badRequest("No " + name + " header"));
    }

    private static List<ContactValue> contactValues(List<String> texts, SipAddress user) throws Refused {
        List<ContactValue> contacts = new ArrayList<>();
        for (String text : texts) {
            try {
                contacts.add(ContactValue.parse(text));
            } catch (IllegalArgumentException e) {
                throw Refused.badRequest("Bad Contact '" + text + "': " + e.getMessage());
            }
        }
        if (contacts.stream().anyMatch(contact -> Gruu.isOf(user, contact.uri()))) {
            throw Refused.forbidden("A GRUU of " + user + " cannot be its own contact");
        }
        return contacts;
    }

    /** A request without Contact asks which bindings there are and changes none. */
    boolean isQuery() {
        return contacts.isEmpty() && !everything;
    }

    /** Whether it made a binding, or refreshed it last. */
    boolean hasMade(Binding binding) {
        return binding.cseq() == cseq && binding.callId().equals(callId);
    }

    /** In whose name its bindings are counted: proxies bring the clients of many. */
    String source() {
        return placement.isTrusted() ? "" : placement.origin().source();
    }

    /**
     * The bindings after this request: a pure step, so that a request is carried out as a whole or not at all.
     *
     * @param current the user's bindings that have not expired
     * @param now     the moment from which intervals count
     * @param ruids   name new bindings
     * @return the preferred one first
     * @throws Refused if any part of the request cannot be carried out
     */
    List<Binding> appliedTo(List<Binding> current, long now, Ruids ruids) throws Refused {
        if (!ruids.counts(wasAsked)) {
            throw Refused.notAsked();
        }
        List<Binding> kept = new ArrayList<>();
        List<Binding> replaced = new ArrayList<>();
        Comparison comparison = new Comparison(callId, expires, placement);
        for (Binding binding : current) {
            if (isReplaced(binding, comparison)) {
                requireNewerThan(binding);
                replaced.add(binding);
            } else {
                kept.add(binding);
            }
        }
        List<Binding> next = new ArrayList<>();
        for (Binding made : made(now, comparison)) {
            next.add(named(made, replaced, ruids));
        }
        next.addAll(kept);
        int most = placement.settings().get(RegistrarSettings.MAX_CONTACTS);
        if (next.size() > most && next.size() > current.size()) {
            throw Refused.forbidden("%s would have %d contacts, at most %d are allowed"
                    .formatted(user, next.size(), most));
        }
        next.sort(PREFERRED_FIRST);
        return List.copyOf(next);
    }

    /** What changes nothing but for how long a binding lasts is that binding still; unless it proves whose that is. */
    private Binding named(Binding made, List<Binding> replaced, Ruids ruids) {
        for (Binding binding : replaced) {
            if (binding.isRefreshedBy(made) && (!wasAsked || Ruids.wasAsked(binding.ruid()))) {
                return binding.refreshed(made);
            }
        }
        return new Binding(ruids.next(wasAsked), made.callId(), made.cseq(), made.expiry(), made.interval(),
                made.text(), made.userAgent(), made.source(), made.place());
    }

    /** The last one first; of two contacts that are the same the later one counts. */
    private List<Binding> made(long now, Comparison comparison) throws Refused {
        List<ContactValue> last = new ArrayList<>();
        for (ContactValue contact : contacts) {
            last.removeIf(earlier -> comparison.isRepeated(earlier, contact));
            last.add(0, contact);
        }
        List<Binding> made = new ArrayList<>();
        for (ContactValue contact : last) {
            int seconds = interval(contact);
            if (seconds > 0) {
                made.add(new Binding("", callId, cseq, now + TimeUnit.SECONDS.toNanos(seconds), seconds, contact.text(),
                        userAgent, source(), placement.of(contact)));
            }
        }
        return made;
    }

    private boolean isReplaced(Binding binding, Comparison comparison) throws Refused {
        ContactValue bound = binding.contact();
        for (ContactValue contact : contacts) {
            if (comparison.isReplaced(binding, bound, contact)) {
                return true;
            }
        }
        return everything;
    }

    private void requireNewerThan(Binding binding) throws Refused {
        if (callId.equals(binding.callId()) && cseq <= binding.cseq()) {
            throw Refused.outOfOrder("Out of order: CSeq %d is not higher than %d".formatted(cseq, binding.cseq()));
        }
    }

    private int interval(ContactValue contact) throws Refused {
        Settings settings = placement.settings();
        int least = settings.get(RegistrarSettings.MIN_EXPIRES);
        long asked = contact.expires().orElse(
                expires.orElse(settings.get(RegistrarSettings.DEFAULT_EXPIRES)));
        if (asked > 0 && asked < least) {
            throw Refused.tooBrief(asked, least);
        }
        return (int) Math.min(asked, settings.get(RegistrarSettings.MAX_EXPIRES));
    }
}
