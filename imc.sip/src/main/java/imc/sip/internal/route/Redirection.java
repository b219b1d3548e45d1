package imc.sip.internal.route;

import imc.api.sip.NameAddress;
import imc.sip.internal.config.SipUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The places that a 3xx names (RFC 3261 §8.1.3.4), the preferred one first. */
public final class Redirection {

    /** So many are tried at most; whoever redirects must not make us write to the whole world. */
    static final int MAX_CONTACTS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Redirection.class);
    private static final Pattern Q = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

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
        return places.stream().sorted(Comparator.comparingDouble(place -> -place.q())).map(Place::uri).distinct()
                .limit(MAX_CONTACTS).toList();
    }

    private static Place place(String contact) {
        NameAddress address = NameAddress.parse(contact);
        String q = address.parameters().getOrDefault("q", "");
        return new Place(SipUri.parse(address.uri()), Q.matcher(q).matches() ? Double.parseDouble(q) : 1);
    }
}
