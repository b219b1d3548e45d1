package imc.sip.internal.route;

import imc.sip.internal.config.SipUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The places that a 3xx names (RFC 3261 §8.1.3.4), the preferred one first. */
public final class Redirection {

    /** So many are tried at most; whoever redirects must not make us write to the whole world. */
    static final int MAX_CONTACTS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Redirection.class);
    private static final Pattern Q = Pattern.compile(
            "(?i);\\s*q\\s*=\\s*(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;|$)");

    private record Place(SipUri uri, double q) {
    }

    private Redirection() {
    }

    /** Whether a status says that the receiver is elsewhere; 380 describes another service in its body. */
    public static boolean isOne(int status) {
        return status >= 300 && status <= 305;
    }

    /**
     * What can be used of Contact values.
     *
     * @param secure whether only sips will do: what was meant to be secret does not become less so
     */
    static List<SipUri> of(List<String> contacts, boolean secure) {
        List<Place> places = new ArrayList<>();
        for (String contact : contacts) {
            try {
                Place place = place(contact);
                if (!secure || place.uri().text().toLowerCase(Locale.ROOT).startsWith("sips:")) {
                    places.add(place);
                }
            } catch (IllegalArgumentException e) {
                LOG.debug("A contact of a redirection is of no use: {}", e.getMessage());
            }
        }
        places.sort(Comparator.comparingDouble(place -> -place.q()));
        return new LinkedHashSet<>(places.stream().map(Place::uri).toList()).stream().limit(MAX_CONTACTS).toList();
    }

    /** A URI without brackets ends at the first semicolon: what follows are the header's parameters (§20). */
    private static Place place(String contact) {
        int open = contact.indexOf('<');
        int close = contact.indexOf('>', open + 1);
        int semicolon = contact.indexOf(';');
        String uri = open >= 0 && close >= 0 ? contact.substring(open + 1, close)
                : semicolon < 0 ? contact : contact.substring(0, semicolon);
        Matcher q = Q.matcher(contact.substring(open >= 0 && close >= 0 ? close : Math.max(semicolon, 0)));
        return new Place(SipUri.parse(uri.strip()), q.find() ? Double.parseDouble(q.group(1)) : 1);
    }
}
