package imc.store.jpa.internal.further;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rows of an archive that are deleted, so many in a transaction, and between two of those whatever else is to be done.
 * What comes after the first one began is not among them.
 *
 * @param what   completes "cannot …"
 * @param which  a condition
 * @param values for it
 */
record Deletion(Lane lane, String table, String what, String which, Object... values) {

    /** About a tenth of a second's work on a slow machine. */
    private static final int AT_ONCE = 500;
    private static final int BYTES = 500;

    /** What one transaction has done: up to which id all of them look, and how many it deleted. */
    private record Part(long newest, int count) {
    }

    /** Deletes all of them. Gives how many that were. */
    CompletionStage<Integer> all() {
        return next(0, 0);
    }

    private CompletionStage<Integer> next(long newest, int before) {
        return lane.add(what, BYTES, connection -> part(connection, newest)).thenCompose(done ->
                done.count() < AT_ONCE ? CompletableFuture.completedStage(before + done.count())
                        : next(done.newest(), before + done.count()));
    }

    private Part part(Connection connection, long known) throws SQLException {
        long newest = known > 0 ? known : newest(connection);
        Object[] bounded = Arrays.copyOf(values, values.length + 1);
        bounded[values.length] = newest;
        List<Long> ids = Sql.rows(connection, AT_ONCE, row -> row.getLong(1),
                "SELECT id FROM " + table + " WHERE " + which + " AND id <= ?", bounded);
        Sql.updateEach(connection, "DELETE FROM " + table + " WHERE id = ?", ids, id -> new Object[] {id});
        return new Part(newest, ids.size());
    }

    private long newest(Connection connection) throws SQLException {
        return Sql.rows(connection, row -> row.getLong(1), "SELECT MAX(id) FROM " + table).get(0);
    }
}
