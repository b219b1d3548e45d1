package imc.mi.http.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request was meant for us. A web page somewhere can have the operator's browser send requests here: its
 * Origin header names that page; and a name of its own may lead to our address (DNS rebinding): then the Host header
 * has that name. An address or {@code localhost} as Host cannot be made to mean something else.
 */
final class Addressed {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]/@\\s]+)(:[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern ORIGIN = Pattern.compile("https?://(?<authority>[^/]+)");

    private final Set<String> names;

    /** @param names in lower case, that are ours beside addresses and localhost */
    Addressed(Set<String> names) {
        this.names = names;
    }

    /** Whether that Host header can mean us. */
    boolean isOurs(@Nullable String host) {
        return host(host).filter(name -> name.equals("localhost") || names.contains(name)
                || ADDRESS.matcher(name).matches()).isPresent();
    }

    /**
     * Whether the page that has sent it is one of ours: from the authority that the request names, or from a name of
     * ours, where a proxy has changed that. Programs send no Origin.
     */
    boolean isFromUs(String origin, String host) {
        Matcher read = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        return read.matches() && (read.group("authority").equals(host.toLowerCase(Locale.ROOT))
                || host(read.group("authority")).filter(names::contains).isPresent());
    }

    private static Optional<String> host(@Nullable String authority) {
        if (authority == null) {
            return Optional.empty();
        }
        Matcher read = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        return read.matches() ? Optional.of(read.group("host")) : Optional.empty();
    }
}
