package imc.store.jpa.internal.further;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Statements with values in their places. */
final class Sql {

    /** For JDBC, no limit. */
    private static final int ALL = 0;
    private static final int FETCHED = 1000;

    private Sql() {
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Does something with a row. */
    @FunctionalInterface
    interface Action {
        void on(ResultSet row) throws SQLException;
    }

    /** @param columns parted by commas, each of which has a value */
    static String insert(String table, String columns) {
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + columns.replaceAll("\\w+", "?") + ")";
    }

    static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        set(statement, values);
        return statement;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            statement.executeUpdate();
        }
    }

    /** Does the same for each of many, on one way to the database; nothing for none. */
    static <T> void updateEach(Connection connection, String sql, Collection<T> many, Function<T, Object[]> values)
            throws SQLException {
        if (many.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T each : many) {
                set(statement, values.apply(each));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** What is made of all rows. */
    static <T> List<T> rows(Connection connection, Reading<T> reading, String sql, Object... values)
            throws SQLException {
        return rows(connection, ALL, reading, sql, values);
    }

    /** What is made of the first so many rows. */
    static <T> List<T> rows(Connection connection, int most, Reading<T> reading, String sql, Object... values)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        each(connection, most, row -> rows.add(reading.of(row)), sql, values);
        return rows;
    }

    /** Does something with each row. */
    static void each(Connection connection, Action action, String sql, Object... values) throws SQLException {
        each(connection, ALL, action, sql, values);
    }

    private static void each(Connection connection, int most, Action action, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            statement.setMaxRows(most);
            statement.setFetchSize(most == ALL ? FETCHED : Math.min(most, FETCHED));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    action.on(row);
                }
            }
        }
    }
}
