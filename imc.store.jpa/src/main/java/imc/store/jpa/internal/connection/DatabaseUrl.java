package imc.store.jpa.internal.connection;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the database is.
 *
 * @param text     as it was configured; may hold a password
 * @param jdbc     the URL for the JDBC driver
 * @param user     null where the text names none outside its JDBC URL
 * @param password likewise
 */
public record DatabaseUrl(String text, String jdbc, String user, String password) {

    public static final String ALLOWED = "a JDBC URL (jdbc:derby:DIRECTORY;create=true, "
            + "jdbc:postgresql://HOST/DATABASE, jdbc:mariadb://HOST/DATABASE) or Kamailio's "
            + "postgres://USER:PASSWORD@HOST/DATABASE and mysql://USER:PASSWORD@HOST/DATABASE";

    private static final String DERBY = "jdbc:derby:";

    /**
     * The greatest part before the last @ is user and password, because Kamailio does not escape a password's @. The
     * user ends at the first colon, and may be one of Azure's, with an @ in it.
     */
    private static final Pattern KAMAILIO =
            Pattern.compile("(mysql|mariadb|postgres|postgresql)://(?:([^:/]*)(?::(.*))?@)?(HOST(?:,HOST)*)/([^/?@]+)"
                    .replace("HOST", "(?:\\[[0-9A-Fa-f:.%]+]|[^/@?:,\\[\\]]+)(?::[0-9]{1,5})?"));
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    private static final Pattern DERBY_DIRECTORY = Pattern.compile(
            "jdbc:derby:(?!//)(?!(?:memory|jar|classpath):)(?:directory:)?([^;]+)(;.*)?", Pattern.CASE_INSENSITIVE);

    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    /** Kinds of databases; the first one whose prefix a URL has is its kind. */
    private static final List<Kind> KINDS = List.of(
            new Kind("jdbc:postgresql:", "org.postgresql.Driver", fromOptional("postgresql-*.jar")),
            new Kind("jdbc:mariadb:", "org.mariadb.jdbc.Driver", fromOptional("mariadb-java-client-*.jar")),
            new Kind("jdbc:mysql:", "com.mysql.cj.jdbc.Driver", "use jdbc:mariadb: instead of jdbc:mysql:, and "
                    + fromOptional("mariadb-java-client-*.jar")),
            new Kind("jdbc:derby://", "org.apache.derby.jdbc.ClientDriver", Kind.BY_HAND),
            new Kind(DERBY, "org.apache.derby.jdbc.EmbeddedDriver",
                    "start the bundles derby and org.ops4j.pax.jdbc.derby, which are in bundle/"),
            new Kind("jdbc:h2:", "org.h2.Driver", Kind.BY_HAND));

    /**
     * A kind of database.
     *
     * @param prefix what its URLs begin with
     * @param driver the class of its driver
     * @param advice what to do where that is missing
     */
    private record Kind(String prefix, String driver, String advice) {

        static final String BY_HAND = "copy a bundle that registers its DataSourceFactory to bundle/, and start the"
                + " server again";
    }

    /**
     * Reads a {@code db_url}.
     *
     * @throws IllegalArgumentException if it is none, with a hint where there is one
     */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith("jdbc:sqlite:") || text.startsWith("sqlite:")) {
            throw new IllegalArgumentException("sqlite is not supported; leave db_url out for the embedded Derby, "
                    + "which needs no server either");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it has a line end, a tab or another control character");
        }
        Matcher kamailio = KAMAILIO.matcher(text);
        if (kamailio.matches()) {
            String scheme = kamailio.group(1).startsWith("postgres") ? "postgresql" : "mariadb";
            return new DatabaseUrl(text, "jdbc:" + scheme + "://" + kamailio.group(4) + "/" + kamailio.group(5),
                    decoded(kamailio.group(2)), decoded(kamailio.group(3)));
        }
        if (!text.matches("jdbc:[A-Za-z0-9]+:.+")) {
            throw new IllegalArgumentException();
        }
        if (text.startsWith("jdbc:postgres:")) {
            throw new IllegalArgumentException("'jdbc:postgresql:' is meant");
        }
        if (text.startsWith(DERBY + ';')) {
            throw new IllegalArgumentException("it names no directory");
        }
        return new DatabaseUrl(text, text, null, null);
    }

    /** Characters may be escaped as in any URL; a % that no two hexadecimal digits follow stands for itself. */
    private static String decoded(String text) {
        return text == null ? null : ESCAPED.matcher(text).replaceAll(escaped -> Matcher.quoteReplacement(
                URLDecoder.decode(escaped.group(), StandardCharsets.UTF_8)));
    }

    /** This URL with a relative directory of the embedded Derby resolved against the data directory. */
    public DatabaseUrl under(Path data) {
        Matcher derby = DERBY_DIRECTORY.matcher(jdbc);
        if (!derby.matches()) {
            return this;
        }
        String attributes = derby.group(2) == null ? "" : derby.group(2);
        String absolute = DERBY + data.resolve(derby.group(1)) + attributes;
        return new DatabaseUrl(absolute, absolute, user, password);
    }

    /** The directory of an embedded Derby database; empty for any other database. */
    public Optional<Path> embeddedDirectory() {
        Matcher derby = DERBY_DIRECTORY.matcher(jdbc);
        return derby.matches() ? Optional.of(Path.of(derby.group(1))) : Optional.empty();
    }

    private Optional<Kind> kind() {
        return KINDS.stream().filter(kind -> jdbc.startsWith(kind.prefix())).findFirst();
    }

    /** The class of the JDBC driver, by which its {@code DataSourceFactory} is found; empty for a URL not known. */
    Optional<String> driverClass() {
        return kind().map(Kind::driver);
    }

    /**
     * What is to be said of the driver before anything runs.
     *
     * @param isThere whether a driver's class is there
     */
    public Optional<String> driverAdvice(Predicate<String> isThere) {
        Optional<String> driver = driverClass();
        if (driver.isEmpty()) {
            return Optional.of("db_url = '" + this + "' needs a JDBC driver that is not known here; right would be "
                    + ALLOWED + ", unless a bundle in bundle/ has a driver for it");
        }
        return driver.filter(isThere.negate()).map(missing -> "db_url = '" + this + "' needs the JDBC driver " + missing
                + ", which no jar in bundle/ has: " + whereTheDriverIs());
    }

    /** What to do where the driver is missing. */
    String whereTheDriverIs() {
        return kind().map(Kind::advice).orElse(Kind.BY_HAND);
    }

    private static String fromOptional(String jar) {
        return "copy optional/" + jar + " to bundle/ and start the server again, or, while it runs, start that "
                + "jar there by 'start file:/PATH/optional/" + jar.replace("*", "VERSION") + "'";
    }

    /**
     * What a JDBC driver is given beside the URL: user and password, and how long it waits for a server that does not
     * answer, unless the URL says so itself.
     */
    Properties login() {
        Properties login = new Properties();
        if (jdbc.startsWith("jdbc:postgresql:")) {
            patience(login, "connectTimeout", CONNECT_SECONDS);
            patience(login, "socketTimeout", ANSWER_SECONDS);
        } else if (jdbc.startsWith("jdbc:mariadb:") || jdbc.startsWith("jdbc:mysql:")) {
            patience(login, "connectTimeout", CONNECT_SECONDS * 1000);
            patience(login, "socketTimeout", ANSWER_SECONDS * 1000);
        }
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return login;
    }

    private void patience(Properties login, String property, int value) {
        if (!jdbc.contains(property + '=')) {
            login.setProperty(property, Integer.toString(value));
        }
    }

    /** What this URL and those who speak of it may show. */
    Discretion discretion() {
        return new Discretion(text, password,
                URLEncoder.encode(password == null ? "" : password, StandardCharsets.UTF_8));
    }

    /** Without anything that might be a secret. */
    @Override
    public String toString() {
        return Discretion.shown(text);
    }
}
