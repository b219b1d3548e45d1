package imc.store.jpa.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "mysql://kamailio:kamailiorw@localhost/kamailio, jdbc:mariadb://localhost/kamailio, kamailio, kamailiorw",
        "postgres://imc:p@ss:w/rd@db:5433/imc, jdbc:postgresql://db:5433/imc, imc, p@ss:w/rd",
        "postgres://imc@srv:p@ss@db/imc, jdbc:postgresql://db/imc, imc@srv, p@ss",
        "mysql://imc@srv:p/w@db/imc, jdbc:mariadb://db/imc, imc@srv, p/w",
        "mysql://imc%40srv:p%40ss%25%3A%C3%BC@db/imc, jdbc:mariadb://db/imc, imc@srv, p@ss%:ü",
        "mysql://imc:100%or%zz@db/imc, jdbc:mariadb://db/imc, imc, 100%or%zz",
        "postgres://imc@[::1]:5433/imc, jdbc:postgresql://[::1]:5433/imc, imc, ",
        "'mysql://imc@one:3306,two/imc', 'jdbc:mariadb://one:3306,two/imc', imc, ",
        "postgres://localhost/imc, jdbc:postgresql://localhost/imc, , "})
    void kamailiosUrlsAreTranslated(String text, String jdbc, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertEquals(jdbc, url.jdbc());
        assertEquals(user, url.user());
        assertEquals(password, url.password());
        assertEquals(Optional.ofNullable(password), Optional.ofNullable(url.login().getProperty("password")));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:derby:derby/imc;create=true, org.apache.derby.jdbc.EmbeddedDriver",
        "jdbc:derby://host:1527/imc, org.apache.derby.jdbc.ClientDriver",
        "jdbc:postgresql://host/imc, org.postgresql.Driver",
        "postgres://host/imc, org.postgresql.Driver",
        "mysql://host/imc, org.mariadb.jdbc.Driver",
        "jdbc:mariadb://host/imc, org.mariadb.jdbc.Driver",
        "jdbc:other:x, "})
    void theUrlNamesItsDriver(String text, String driver) {
        assertEquals(Optional.ofNullable(driver), DatabaseUrl.parse(text).driverClass());
    }

    @Test
    void aRelativeDirectoryIsBelowTheDataDirectory() {
        Path data = Path.of("/var/lib/imc");
        assertEquals("jdbc:derby:/var/lib/imc/derby/imc;create=true",
                DatabaseUrl.parse("jdbc:derby:derby/imc;create=true").under(data).jdbc());
        assertEquals("jdbc:derby:/srv/db", DatabaseUrl.parse("jdbc:derby:/srv/db").under(data).jdbc());
        assertEquals("jdbc:derby:memory:x", DatabaseUrl.parse("jdbc:derby:memory:x").under(data).jdbc());
        assertEquals("jdbc:derby://host/x", DatabaseUrl.parse("jdbc:derby://host/x").under(data).jdbc());
        assertTrue(DatabaseUrl.parse("jdbc:derby:memory:x").embeddedDirectory().isEmpty());
        assertEquals(Optional.of(Path.of("/srv/db")), DatabaseUrl.parse("jdbc:derby:/srv/db").embeddedDirectory());
    }

    @Test
    void beforeAnythingRunsAMissingDriverIsNamedWithWhereToHaveItFrom() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://imc:s3cret@host/imc");
        assertEquals(Optional.empty(), url.driverAdvice("org.postgresql.Driver"::equals));
        String missing = url.driverAdvice(driver -> false).orElseThrow();
        assertTrue(missing.startsWith(
                "db_url = 'postgres://imc:***@host/imc' needs the JDBC driver org.postgresql.Driver, "
                + "which no jar in bundle/ has: copy optional/postgresql-*.jar to bundle/"), missing);
        String unknown = DatabaseUrl.parse("jdbc:other:x").driverAdvice(driver -> true).orElseThrow();
        assertTrue(unknown.contains("postgres://USER:PASSWORD@HOST/DATABASE"), unknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:///var/lib/imc.db", "jdbc:sqlite:imc.db"})
    void sqliteIsRefusedWithAHint(String text) {
        String why = assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(text)).getMessage();
        assertTrue(why.contains("embedded Derby"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kamailio", "text:///etc/dbtext", "jdbc:", "jdbc:derby:", "jdbc:derby:;create=true",
        "mysql://host", "postgres://user:pass@/db",
        "postgres://imc:x\n@host/db", "postgres://imc/x@host/db", "postgres://:5432/imc", "postgres://host:/imc",
        "postgres://imc:secret@host:port/imc", "mysql://host:123456/imc", "jdbc:postgres://host/imc"})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(text));
    }
}
