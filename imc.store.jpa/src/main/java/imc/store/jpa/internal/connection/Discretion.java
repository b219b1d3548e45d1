package imc.store.jpa.internal.connection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a {@code db_url}, right or wrong, may be shown: the scheme, and what is surely no secret where it stands.
 * Everything else is {@value #HIDDEN}: where somebody has mistyped a URL, any part of it may be the password.
 */
public final class Discretion {

    static final String HIDDEN = "***";

    private static final Pattern SCHEME = Pattern.compile("jdbc:(?:derby|postgresql|mariadb|mysql|oracle|sqlserver"
            + "|db2|h2|hsqldb|sqlite):|jdbc:|"
            + "(?:mysql|mariadb|postgres|postgresql|pgsql|sqlite|text|mongodb|unixodbc):");
    private static final String HOSTS = "[A-Za-z0-9.,-]*(?:\\[[0-9A-Fa-f:.]+])?(?::\\d{1,5})?";
    private static final String NAME = "[A-Za-z0-9_.-]+";
    /** Scheme, user, what may be more of the user, password, the rest. */
    private static final Pattern KAMAILIO = Pattern.compile("((?:mysql|mariadb|postgres|postgresql)://)(?:(" + NAME
            + ")((?:@[^:]*)?):.*@|(.*@))?(" + HOSTS + "/" + NAME + ")");
    /** What is before the attributes, attributes. */
    private static final Pattern JDBC = Pattern.compile("(jdbc:(?:postgresql|mariadb|mysql|derby)://" + HOSTS
            + "/" + NAME + "|jdbc:derby:(?:directory:|memory:)?[^;:@=?&]+)((?:[?;&][^?;&]*)*)");
    private static final Pattern HARMLESS = Pattern.compile("(?:user|create|ssl|sslmode|useSsl|connectTimeout"
            + "|socketTimeout|upgrade)=[A-Za-z0-9_.-]*");

    private final String shown;
    private final List<String> secrets;

    /**
     * @param text   as it was configured
     * @param others what else must not be shown, as a password that was decoded; may be null
     */
    Discretion(String text, String... others) {
        this.shown = shown(text);
        Set<String> harmless = new HashSet<>(Arrays.asList(shown.split("[^A-Za-z0-9]+")));
        Stream<String> parts = Arrays.stream(text.split("[^A-Za-z0-9]+")).filter(part -> part.length() > 2);
        Stream<String> larger = Arrays.stream(text.split("[\\s/?;&=]+|://")).filter(part -> part.length() > 2);
        this.secrets = Stream.of(parts, larger, Stream.of(others), Stream.of(text)).flatMap(stream -> stream)
                .filter(secret -> secret != null && !secret.isEmpty() && !harmless.contains(secret)
                        && !shown.contains(secret))
                .sorted(Comparator.comparingInt(String::length).reversed()).distinct().toList();
    }

    /** What may be shown of a text that is, or should be, a {@code db_url}. */
    public static String shown(String text) {
        Matcher kamailio = KAMAILIO.matcher(text);
        if (kamailio.matches()) {
            return kamailio.group(1) + login(kamailio.group(2), kamailio.group(3), kamailio.group(4))
                    + kamailio.group(5);
        }
        Matcher jdbc = JDBC.matcher(text);
        if (jdbc.matches()) {
            return jdbc.group(1) + attributes(jdbc.group(2));
        }
        Matcher scheme = SCHEME.matcher(text);
        return (scheme.lookingAt() ? scheme.group() : "") + HIDDEN;
    }

    private static String login(String user, String more, String unclear) {
        if (user == null) {
            return unclear == null ? "" : HIDDEN + '@';
        }
        return user + (more.isEmpty() ? "" : '@' + HIDDEN) + ':' + HIDDEN + '@';
    }

    /** Each begins with what parts it from the one before. */
    private static String attributes(String text) {
        return Arrays.stream(text.split("(?=[?;&])")).filter(attribute -> !attribute.isEmpty())
                .map(attribute -> HARMLESS.matcher(attribute.substring(1)).matches() ? attribute
                        : attribute.charAt(0) + HIDDEN)
                .collect(Collectors.joining());
    }

    /** What somebody else, as a driver, says of the URL, without what must not be shown. */
    String of(String message) {
        String discreet = message;
        for (String secret : secrets) {
            discreet = discreet.replace(secret, HIDDEN);
            String small = secret.toLowerCase(Locale.ROOT);
            if (!small.equals(secret)) {
                discreet = discreet.replace(small, HIDDEN);
            }
        }
        return discreet;
    }

    @Override
    public String toString() {
        return shown;
    }
}
