package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.sip.Flow;
import imc.api.sip.NameAddress;
import imc.api.sip.SipRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param flow       where the request came from, empty for UDP
 */
record Registration(SipAddress user, String callId, long cseq, List<ContactValue> contacts, boolean everything,
        OptionalLong expires, Optional<Flow> flow) {

    private static final int MAX_CALL_ID_LENGTH = 256;
    private static final Pattern CSEQ = Pattern.compile("([0-9]{1,10})\\s+REGISTER");
    private static final Comparator<Binding> PREFERRED_FIRST =
            Comparator.comparingInt((Binding binding) -> binding.contact().preference()).reversed();

    /**
     * Reads a request.
     *
     * @throws Refused if it breaks a rule of RFC 3261 §10.2 or §10.3
     */
    static Registration of(SipRequest request) throws Refused {
        List<String> contacts = request.headers().all("Contact");
        OptionalLong expires = request.headers().first("Expires").stream().mapToLong(DeltaSeconds::parse).findFirst();
        boolean everything = contacts.stream().anyMatch(contact -> contact.strip().equals("*"));
        if (everything && (contacts.size() > 1 || expires.isEmpty() || expires.getAsLong() != 0)) {
            throw Refused.badRequest("Contact: * may stand only alone and with Expires: 0");
        }
        return new Registration(user(request), callId(request), cseq(request),
                everything ? List.of() : contactValues(contacts), everything, expires,
                Optional.of(request.source()).filter(source -> !source.transport().equalsIgnoreCase("udp")));
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

    private static long cseq(SipRequest request) throws Refused {
        String value = header(request, "CSeq");
        var matcher = CSEQ.matcher(value.strip());
        if (!matcher.matches()) {
            throw Refused.badRequest("Bad CSeq '" + value + "': a number and REGISTER expected");
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String header(SipRequest request, String name) throws Refused {
        Optional<String> value = request.headers().first(name);
        if (value.isEmpty()) {
            throw Refused.badRequest("No " + name + " header");
        }
        return value.get();
    }

    private static List<ContactValue> contactValues(List<String> texts) throws Refused {
        List<ContactValue> contacts = new ArrayList<>();
        for (String text : texts) {
            try {
                contacts.add(ContactValue.parse(text));
            } catch (IllegalArgumentException e) {
                throw Refused.badRequest("Bad Contact '" + text + "': " + e.getMessage());
            }
        }
        return contacts;
    }

    /** A request without Contact asks which bindings there are and changes none. */
    boolean isQuery() {
        return contacts.isEmpty() && !everything;
    }

    /**
     * The bindings after this request: a pure step, so that a request is carried out as a whole or not at all.
     *
     * @param current  the user's bindings that have not expired
     * @param now      the moment from which intervals count
     * @param settings the values in force
     * @return the preferred one first
     * @throws Refused if any part of the request cannot be carried out
     */
    List<Binding> appliedTo(List<Binding> current, Instant now, Settings settings) throws Refused {
        List<Binding> next = new ArrayList<>(everything ? List.of() : current);
        for (Binding binding : current) {
            if (everything || contacts.stream().anyMatch(contact -> contact.uri().matches(binding.contact().uri()))) {
                requireNewerThan(binding);
            }
        }
        for (ContactValue contact : contacts) {
            long seconds = interval(contact, settings);
            next.removeIf(binding -> binding.contact().uri().matches(contact.uri()));
            if (seconds > 0) {
                next.add(0, new Binding(contact, callId, cseq, now.plusSeconds(seconds), flow));
            }
        }
        int most = settings.get(RegistrarSettings.MAX_CONTACTS);
        if (next.size() > most && next.size() > current.size()) {
            throw Refused.forbidden("%s would have %d contacts, at most %d are allowed"
                    .formatted(user, next.size(), most));
        }
        next.sort(PREFERRED_FIRST);
        return List.copyOf(next);
    }

    private void requireNewerThan(Binding binding) throws Refused {
        if (callId.equals(binding.callId()) && cseq <= binding.cseq()) {
            throw Refused.outOfOrder("Out of order: CSeq %d is not higher than %d".formatted(cseq, binding.cseq()));
        }
    }

    private long interval(ContactValue contact, Settings settings) throws Refused {
        int least = settings.get(RegistrarSettings.MIN_EXPIRES);
        long asked = contact.expires().orElse(
                expires.orElse(settings.get(RegistrarSettings.DEFAULT_EXPIRES)));
        if (asked > 0 && asked < least) {
            throw Refused.tooBrief(least);
        }
        return Math.min(asked, settings.get(RegistrarSettings.MAX_EXPIRES));
    }
}
