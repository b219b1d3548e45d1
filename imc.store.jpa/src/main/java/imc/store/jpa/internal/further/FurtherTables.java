package imc.store.jpa.internal.further;

import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.tables.Schema;
import imc.store.jpa.internal.tables.TableNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of users, bindings, messages that wait and what was said. One that cannot be used, perhaps because it is
 * somebody else's, is reported and left alone; the rooms, and the others, do not miss it.
 */
public final class FurtherTables {

    private static final Logger log = LoggerFactory.getLogger(FurtherTables.class);

    /**
     * What can be used.
     *
     * @param subscriber the columns of the users' table, in lower case; empty where it cannot be used
     * @param order      how a column is ordered by its bytes, as a format
     */
    public record Found(Set<String> subscriber, boolean location, boolean offline, boolean archive,
            String order) {
    }

    /** Makes or checks one table. */
    @FunctionalInterface
    private interface Preparation {
        void run() throws SQLException, StoreException;
    }

    private final Schema schema;
    private final TableNames tables;

    private FurtherTables(Connection connection, TableNames tables) throws SQLException {
        this.schema = new Schema(connection);
        this.tables = tables;
    }

    /**
     * Makes what is missing, and checks what is there.
     *
     * @throws StoreException only where there is no connection any more
     */
    public static Found prepare(Connections connections, TableNames names) throws StoreException {
        try (Connection connection = connections.getConnection()) {
            FurtherTables tables = new FurtherTables(connection, names);
            boolean users = isUsable("users", names.subscriber(), tables::users);
            boolean location = isUsable("bindings", names.location(), tables::location);
            boolean offline = isUsable("messages that wait", names.offline(), tables::offline);
            boolean archive = isUsable("messages of rooms", names.archive(), tables::archive);
            return new Found(users ? tables.schema.columns(names.subscriber()).keySet() : Set.of(), location, offline,
                    archive, tables.schema.order());
        } catch (SQLException e) {
            throw new StoreException("the tables of users, bindings and messages cannot be prepared: "
                    + Failures.sentence(e), e);
        }
    }

    private static boolean isUsable(String what, String table, Preparation preparation) throws SQLException {
        try {
            preparation.run();
            return true;
        } catch (StoreException e) {
            log.error("No {} are kept: {}", what, e.getMessage());
        } catch (SQLException e) {
            if (Failures.isConnectionLost(e)) {
                throw e;
            }
            log.error("No {} are kept: the table {} can neither be used nor made: {}", what, table,
                    Failures.sentence(e));
        }
        return false;
    }

    private void users() throws SQLException, StoreException {
        schema.prepare(tables.subscriber(), Map.of("username", true, "domain", true, "ha1", true), """
                id ID, username VARCHAR(PART) DEFAULT '' NOT NULL, domain VARCHAR(PART) DEFAULT '' NOT NULL,
                password VARCHAR(64) DEFAULT '' NOT NULL, ha1 VARCHAR(128) DEFAULT '' NOT NULL,
                ha1b VARCHAR(128) DEFAULT '' NOT NULL, UNIQUE (username, domain)""");
        schema.prepare(tables.sha256(), Map.of("username", true, "domain", true, "ha1", true, "md5", true), """
                username VARCHAR(PART) NOT NULL, domain VARCHAR(PART) NOT NULL, ha1 VARCHAR(64) NOT NULL,
                md5 VARCHAR(32) NOT NULL, PRIMARY KEY (username, domain)""");
    }

    /** Kamailio's columns, with times in milliseconds since 1970, and behind them three of ours. */
    private void location() throws SQLException, StoreException {
        schema.prepare(tables.location(), Map.of("ruid", true, "uri", true, "source", true, "flow_only", false,
                "expires", false), """
                ruid VARCHAR(64) NOT NULL PRIMARY KEY, username VARCHAR(PART) NOT NULL, domain VARCHAR(PART) NOT NULL,
                contact TEXT NOT NULL, received VARCHAR(128), path TEXT, expires BIGINT NOT NULL,
                q DECIMAL(4,3) NOT NULL, callid TEXT NOT NULL, cseq BIGINT NOT NULL, last_modified BIGINT NOT NULL,
                flags INTEGER DEFAULT 0 NOT NULL, cflags INTEGER DEFAULT 0 NOT NULL, user_agent TEXT NOT NULL,
                socket VARCHAR(64), methods INTEGER, instance TEXT, reg_id INTEGER DEFAULT 0 NOT NULL,
                server_id INTEGER DEFAULT 0 NOT NULL, connection_id BIGINT DEFAULT 0 NOT NULL,
                keepalive INTEGER DEFAULT 0 NOT NULL, PARTITION INTEGER DEFAULT 0 NOT NULL, uri TEXT NOT NULL,
                source TEXT NOT NULL, flow_only SMALLINT NOT NULL""");
    }

    /** Columns named as those of Kamailio's msilo. The unique ones are there for their indexes. */
    private void offline() throws SQLException, StoreException {
        schema.prepare(tables.offline(), Map.of("id", false, "username", true, "domain", true, "room", true, "sender",
                true, "ctype", true, "extra_hdrs", true, "inc_time", false, "exp_time", false), """
                id BIGID, username VARCHAR(PART) NOT NULL, domain VARCHAR(PART) NOT NULL, room VARCHAR(URI) NOT NULL,
                sender VARCHAR(URI) NOT NULL, inc_time BIGINT NOT NULL, exp_time BIGINT NOT NULL, ctype TEXT NOT NULL,
                extra_hdrs TEXT NOT NULL, body BLOB NOT NULL,
                UNIQUE (username, domain, id), UNIQUE (exp_time, id)""");
    }

    /** The unique ones are there for their indexes; the first one has in it all that is asked of a room's messages. */
    private void archive() throws SQLException, StoreException {
        schema.prepare(tables.archive(), Map.of("id", false, "room", true, "sender", true, "name", true, "inc_time",
                false, "ctype", true), """
                id BIGID, room VARCHAR(URI) NOT NULL, sender VARCHAR(URI) NOT NULL, name TEXT NOT NULL,
                inc_time BIGINT NOT NULL, ctype TEXT NOT NULL, body BLOB NOT NULL,
                UNIQUE (room, id, inc_time), UNIQUE (sender, id), UNIQUE (inc_time, id)""");
    }
}
