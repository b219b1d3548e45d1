package imc.script.http.internal;

import imc.api.log.EventLog;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * To where anything is sent: URLs with which others begin. Scheme, host and port must be the same; where the path ends
 * with a slash, more may follow, else it must be the same, too.
 */
record Allowed(List<Prefix> prefixes) {

    static final Allowed NOTHING = new Allowed(List.of());
    private static final int MOST = 20;
    private static final int LONGEST = 2048;
    /** What servers may take for a step up, or for a slash. */
    private static final Pattern ODD_PATH = Pattern.compile("(?i).*(%2f|%5c|//|/(\\.|%2e){1,2}(/|;|$)).*");

    record Prefix(String origin, String path) {

        boolean admits(String otherOrigin, String otherPath) {
            return origin.equals(otherOrigin)
                    && (path.endsWith("/") ? otherPath.startsWith(path) : otherPath.equals(path));
        }

        @Override
        public String toString() {
            return origin + path;
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with one of them */
    static Allowed of(String text) {
        List<Prefix> prefixes = Stream.of(text.split("[,\\s]+")).filter(each -> !each.isEmpty()).map(Allowed::prefix)
                .toList();
        if (prefixes.size() > MOST) {
            throw new IllegalArgumentException("these are " + prefixes.size() + " and not " + MOST + " at most");
        }
        return new Allowed(prefixes);
    }

    private static Prefix prefix(String text) {
        URI uri = read(text);
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(EventLog.quoted(text) + " has a query");
        }
        return new Prefix(origin(uri), path(uri));
    }

    /**
     * Reads where something is to be sent.
     *
     * @throws IllegalArgumentException where that is no http or https URL, or one that two programs might read as two
     */
    static URI read(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has " + text.length() + " characters and not " + LONGEST
                    + " at most");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EventLog.quoted(text) + " is no URL", e);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null || uri.getPort() == 0 || uri.getPort() > 65_535
                || ODD_PATH.matcher(path(uri)).matches()) {
            throw new IllegalArgumentException(EventLog.quoted(text) + " is no URL with http or https, a host, and a"
                    + " path without dots as steps");
        }
        return uri;
    }

    /** Scheme, host and port, each written in one way. */
    static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() != -1 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** Whether something may be sent to a URL that was {@link #read}. */
    boolean admits(URI uri) {
        return prefixes.stream().anyMatch(each -> each.admits(origin(uri), path(uri)));
    }

    boolean names(String origin) {
        return prefixes.stream().anyMatch(each -> each.origin().equals(origin));
    }

    @Override
    public String toString() {
        return prefixes.stream().map(Prefix::toString).collect(Collectors.joining(", "));
    }
}
