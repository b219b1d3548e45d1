package imc.store.jpa.internal.further;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in Kamailio's {@code subscriber}, which has hashes with MD5. Those with SHA-256 are in a table of ours, each
 * with the other hash that it belongs to: when Kamailio gives a user another password, the old one is good for nothing.
 */
final class JdbcUsers implements UserStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcUsers.class);

    private static final int BYTES = 512;
    private static final int FETCHED = 1000;
    private static final String ONE = " WHERE username = ? AND domain = ?";

    private final Lane lane;
    private final String table;
    private final String sha256;
    /** The clear password, and the other hash that Kamailio has, would outlive the one that is changed. */
    private final List<String> emptied;
    private final String order;
    private final AtomicBoolean told = new AtomicBoolean();

    JdbcUsers(Lane lane, TableNames tables, FurtherTables.Found found) {
        this.lane = lane;
        this.table = tables.subscriber();
        this.sha256 = tables.sha256();
        this.emptied = Stream.of("password", "ha1b").filter(found.subscriber()::contains).toList();
        this.order = found.order();
    }

    private String emptied(String format) {
        return String.join("", emptied.stream().map(format::formatted).toList());
    }

    /** What a user's row has in {@code ha1}. */
    private record Row(String ha1) {

        Optional<String> md5() {
            return ha1.matches("[0-9a-f]{32}") ? Optional.of(ha1) : Optional.empty();
        }
    }

    @Override
    public CompletionStage<Optional<Credentials>> find(SipAddress user) {
        return lane.add("find the user " + user, BYTES, connection -> {
            Optional<Row> row = row(connection, user);
            return row.isEmpty() ? Optional.empty() : credentials(connection, user, row.get());
        });
    }

    private Optional<Credentials> credentials(Connection connection, SipAddress user, Row row) throws SQLException {
        Optional<String> sha256 = sha256(connection, user, row);
        if (row.md5().isEmpty() && sha256.isEmpty()) {
            if (!told.getAndSet(true)) {
                log.warn("The user {} has no hash in the column ha1 of the table {}, and so cannot be authenticated: "
                        + "a clear password is not used. 'kamctl passwd', or imc_passwd, mends that. Of further users "
                        + "it is not said", user, table);
            }
            return Optional.empty();
        }
        return Optional.of(new Credentials(user, row.md5(), sha256));
    }

    private Optional<Row> row(Connection connection, SipAddress user) throws SQLException {
        return one(connection, table, "ha1", user,
                found -> new Row(text(found.getString("ha1")).toLowerCase(Locale.ROOT)));
    }

    private Optional<String> sha256(Connection connection, SipAddress user, Row row) throws SQLException {
        return one(connection, sha256, "ha1, md5", user, found -> found.getString("md5").equals(row.ha1())
                ? found.getString("ha1") : "").filter(hash -> hash.matches("[0-9a-f]{64}"));
    }

    /** A table of Kamailio's may take Bob and bob for one, and pad with blanks. */
    private static <T> Optional<T> one(Connection connection, String table, String columns, SipAddress user,
            Sql.Reading<T> reading) throws SQLException {
        List<T> found = new ArrayList<>(1);
        Sql.each(connection, row -> {
            if (RoomKey.isSpelled(user, text(row.getString("username")), text(row.getString("domain")))) {
                found.add(reading.of(row));
            }
        }, "SELECT username, domain, " + columns + " FROM " + table + ONE, user.user(), user.host());
        return found.stream().findFirst();
    }

    private static String text(String column) {
        return column == null ? "" : column.strip();
    }

    @Override
    public CompletionStage<Boolean> add(Credentials credentials) {
        SipAddress user = credentials.user();
        return lane.add("add the user " + user, BYTES, connection -> {
            if (row(connection, user).isPresent()) {
                return false;
            }
            Sql.update(connection, "INSERT INTO " + table + " (username, domain, ha1" + emptied(", %s")
                    + ") VALUES (?, ?, ?" + emptied(", ''") + ")", user.user(), user.host(),
                    credentials.md5().orElse(""));
            putSha256(connection, credentials);
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> replace(Credentials credentials) {
        SipAddress user = credentials.user();
        return lane.add("change the password of the user " + user, BYTES, connection -> {
            if (row(connection, user).isEmpty()) {
                return false;
            }
            Sql.update(connection, "UPDATE " + table + " SET ha1 = ?" + emptied(", %s = ''") + ONE,
                    credentials.md5().orElse(""), user.user(), user.host());
            putSha256(connection, credentials);
            return true;
        });
    }

    private void putSha256(Connection connection, Credentials credentials) throws SQLException {
        SipAddress user = credentials.user();
        delete(connection, sha256, user);
        if (credentials.sha256().isPresent()) {
            Sql.update(connection, Sql.insert(sha256, "username, domain, ha1, md5"), user.user(), user.host(),
                    credentials.sha256().get(), credentials.md5().orElse(""));
        }
    }

    @Override
    public CompletionStage<Boolean> remove(SipAddress user) {
        return lane.add("remove the user " + user, BYTES, connection -> {
            if (row(connection, user).isEmpty()) {
                return false;
            }
            delete(connection, table, user);
            delete(connection, sha256, user);
            return true;
        });
    }

    private static void delete(Connection connection, String from, SipAddress user) throws SQLException {
        Sql.update(connection, "DELETE FROM " + from + ONE, user.user(), user.host());
    }

    /** A row that is no address is nobody, and does not count. */
    @Override
    public CompletionStage<List<SipAddress>> list(int from, int count) {
        return lane.add("list the users", BYTES, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT username, domain FROM " + table
                    + " ORDER BY " + order.formatted("domain") + ", " + order.formatted("username"))) {
                statement.setFetchSize(FETCHED);
                List<SipAddress> users = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    for (int passed = 0; users.size() < count && row.next();) {
                        Optional<SipAddress> user = address(row);
                        if (user.isPresent() && passed++ >= from) {
                            users.add(user.get());
                        }
                    }
                }
                return users;
            }
        });
    }

    private static Optional<SipAddress> address(ResultSet row) throws SQLException {
        try {
            SipAddress user = RoomKey.read(text(row.getString("username")), text(row.getString("domain")));
            return Optional.of(user);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
