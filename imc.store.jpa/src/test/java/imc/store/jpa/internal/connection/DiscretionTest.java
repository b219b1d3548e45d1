package imc.store.jpa.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.store.jpa.internal.DriverFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a db_url, right or mistyped: never its password. */
class DiscretionTest {

    private static final String LONGEST_OF_ALL = "jdbc:postgresql://host/db?options=-c%20x&user=imc&password=s3cret";

    @ParameterizedTest
    @ValueSource(strings = {
        "mysql://imc:s3cret@host/db", "postgres://imc:a@s3cret@host/db", "postgres://imc:s3cret@127.0.0.1:1/imc",
        "postgres:/imc:s3cret@127.0.0.1:1/imc", "mysql:imc:s3cret@127.0.0.1/imc",
        "mysql://imc@myserver:s3cret@127.0.0.1:1/imc", "postgres://imc:s3cret\n@127.0.0.1:1/imc",
        "postgres://imc:x\ns3cret@127.0.0.1:1/imc", "pgsql://imc:s3cret@127.0.0.1:1/imc",
        "postgres://imc:s3cret@127.0.0.1:1", "postgres://imc:s3cret", "imc:s3cret@host/db", "s3cret", "s3cret:1/db",
        "jdbc:postgresql://127.0.0.1:1/imc?user=imc&password=s3cret", LONGEST_OF_ALL,
        "jdbc:postgresql:// 127.0.0.1:1/imc?user=imc&password = s3cret",
        "jdbc:postgresql://host/db?user=imc&pass=s3cret",
        "jdbc:postgresql://host/db?user=imc;s3cret", "jdbc:oracle:thin:imc/s3cret@127.0.0.1:1:xe", "jdbc:s3cret:x",
        "jdbc:sqlserver://127.0.0.1:1;user=imc;password={s3cret}", "text://imc:s3cret@/var/db",
        "jdbc:derby:/srv/db;user=imc;password=s3cret;create=true", "jdbc:derby:/srv/db;bootPassword=s3cret",
        "jdbc:derby://host:1527/db;user=imc;password=s3cret", "jdbc:derby:imc:s3cret@host/db",
        "jdbc:mariadb://imc:s3cret@host/db", "jdbc:mysql://host/db?user=imc&password=s3cret&x=y",
        "jdbc:mariadb:imc/s3cret@host", "nonsense://imc:s3cret@host", "sqlite://imc:s3cret@host/x",
        "mysql://imc/s3cret@host/db", "mysql://imc@s3cret@host/db", "mysql://imc@s3cret:x@host/db"})
    void noPasswordIsShown(String text) {
        assertFalse(Discretion.shown(text).contains("s3cret"), Discretion.shown(text));
        String said = new Discretion(text).of("the driver does not like " + text
                + ": s3cret, S3CRET".replace("S3", "s3"));
        assertFalse(said.contains("s3cret"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host:5432/db?user=imc, jdbc:postgresql://host:5432/db?user=imc",
        "jdbc:postgresql://host/db?user=imc&password=x&ssl=true, jdbc:postgresql://host/db?user=imc&***&ssl=true",
        "jdbc:derby:derby/imc;create=true, jdbc:derby:derby/imc;create=true",
        "mysql://imc:x@host:3306/db, mysql://imc:***@host:3306/db",
        "postgres://imc:x@[::1]:5432/db, postgres://imc:***@[::1]:5432/db",
        "mysql://imc@srv:x@host/db, mysql://imc@***:***@host/db",
        "postgres://host/db, postgres://host/db",
        "postgres:/imc:x@host/db, postgres:***",
        "jdbc:oracle:thin:imc/x@host, jdbc:oracle:***",
        "imc:x@host/db, ***"})
    void whatIsSurelyNoneIsShown(String text, String shown) {
        assertEquals(shown, Discretion.shown(text));
    }

    @Test
    void aDecodedPasswordIsNotShownEither() {
        String said = DatabaseUrl.parse("postgres://imc:a%40b%3Ac@host/db").discretion()
                .of("password a@b:c (a%40b%3Ac) of imc is wrong at host");
        assertEquals("password *** (***) of imc is wrong at host", said);
    }

    @Test
    void whatADriverSaysOfItIsPassedOnWithoutIt() throws Exception {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:other:imc/s3cret@host");
        Connections connections = new Connections(url, new DriverFactory(() -> new FailingDriver()), () -> true);
        try (Connection connection = connections.getConnection()) {
            throw new AssertionError("it cannot be opened");
        } catch (SQLException e) {
            assertEquals("28000", e.getSQLState());
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertTrue(!String.valueOf(cause.getMessage()).contains("s3cret"), cause.toString());
            }
            assertTrue(e.getMessage().startsWith("nobody may use "), e.getMessage());
        }
    }

    /** A driver that says too much. */
    private static final class FailingDriver extends org.apache.derby.jdbc.EmbeddedDriver {
        @Override
        public Connection connect(String url, Properties login) throws SQLException {
            throw new SQLException("nobody may use " + url, "28000", new IllegalStateException(url));
        }
    }
}
