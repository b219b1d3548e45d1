package imc.store.jpa.internal.further;

import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was said in rooms, in a table of ours, in the order of its ids. Much is deleted in several transactions, so that
 * what is said meanwhile has not to wait for it.
 */
final class JdbcArchive implements MessageArchive {

    private static final Logger log = LoggerFactory.getLogger(JdbcArchive.class);

    /** What a question takes in memory, about. */
    private static final int BYTES = 500;
    private static final int FETCHED = 100;
    private static final String OF_ROOM = "room = ?";
    private static final String OLD = "inc_time < ?";

    private final Lane lane;
    private final Lane reading;
    private final String table;

    /** @param reading of its own, so that who speaks does not wait for those who read */
    JdbcArchive(Lane lane, Lane reading, TableNames tables) {
        this.lane = lane;
        this.reading = reading;
        this.table = tables.archive();
    }

    @Override
    public CompletionStage<Void> append(ArchivedMessage message) {
        return lane.add("keep what was said in " + message.room(), ArchiveRow.bytes(message), connection -> {
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table + " ("
                    + ArchiveRow.COLUMNS + ") VALUES (" + ArchiveRow.PLACES + ")")) {
                ArchiveRow.set(statement, message);
                statement.executeUpdate();
            }
            return null;
        });
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> last(SipAddress room, Optional<Instant> since, int count) {
        String uri = RoomKey.uri(room);
        long from = Times.millis(since.orElse(Instant.MIN));
        return reading.add(what(room), BYTES, connection -> {
            long first = fromEnd(connection, uri, from, count).orElse(0L);
            try (PreparedStatement statement = prepared(connection, "SELECT id, " + ArchiveRow.COLUMNS + " FROM "
                    + table + " WHERE room = ? AND inc_time >= ? AND id >= ? ORDER BY id", uri, from, first)) {
                List<Archived> found = new ArrayList<>();
                read(statement, found, count);
                return found.stream().map(Archived::message).toList();
            }
        });
    }

    /** The id of the message that is so far from the end, among those since then; empty if there are not so many. */
    private Optional<Long> fromEnd(Connection connection, String room, long since, int count) throws SQLException {
        // in the index alone, which is unlike the messages short
        try (PreparedStatement statement = prepared(connection, "SELECT id FROM " + table
                + " WHERE room = ? AND inc_time >= ? ORDER BY id DESC", room, since)) {
            List<Long> ids = ids(statement, count);
            return ids.size() < count ? Optional.empty() : Optional.of(ids.get(count - 1));
        }
    }

    @Override
    public CompletionStage<List<Archived>> after(SipAddress room, long after, int count) {
        return reading.add(what(room), BYTES, connection -> {
            List<Archived> found = new ArrayList<>();
            long read = after;
            // a part of which nothing can be read is not the end
            for (boolean more = true; more && found.isEmpty();) {
                try (PreparedStatement statement = prepared(connection, "SELECT id, " + ArchiveRow.COLUMNS + " FROM "
                        + table + " WHERE room = ? AND id > ? ORDER BY room, id", RoomKey.uri(room), read)) {
                    statement.setMaxRows(count);
                    long last = read(statement, found, count);
                    more = last > 0;
                    read = last;
                }
            }
            return found;
        });
    }

    private static String what(SipAddress room) {
        return "read what was said in " + room;
    }

    /** @return the id of the last row; 0 for none */
    private long read(PreparedStatement statement, List<Archived> found, int most) throws SQLException {
        statement.setFetchSize(Math.min(most, FETCHED));
        long id = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                id = row.getLong("id");
                try {
                    found.add(new Archived(id, ArchiveRow.read(row)));
                } catch (IllegalArgumentException e) {
                    log.warn("{}, id {}: {}; it is left out", table, id, e.getMessage());
                }
            }
        }
        return id;
    }

    @Override
    public CompletionStage<Integer> trim(Optional<SipAddress> room, Instant before, int keep) {
        if (room.isPresent()) {
            return trim(RoomKey.uri(room.get()), before, keep);
        }
        CompletionStage<Integer> old = new Deletion(lane, table, "delete what was said long ago", OLD,
                Times.millis(before)).all();
        return keep == Integer.MAX_VALUE ? old : old.thenCompose(deleted -> trimEach(keep, deleted));
    }

    private CompletionStage<Integer> trim(String room, Instant before, int keep) {
        return lane.add("look for what is to be kept of " + room, BYTES, connection ->
                        keep == Integer.MAX_VALUE ? Optional.<Long>empty()
                                : fromEnd(connection, room, Times.millis(before), keep + 1))
                .thenCompose(tooMuch -> new Deletion(lane, table, "delete what was said long ago in " + room,
                        OF_ROOM + " AND (" + OLD + " OR id <= ?)", room, Times.millis(before), tooMuch.orElse(0L))
                        .all());
    }

    private CompletionStage<Integer> trimEach(int keep, int before) {
        CompletionStage<Integer> deleted = CompletableFuture.completedStage(before);
        CompletionStage<List<String>> rooms = lane.add("count what was said in each room", BYTES, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT room FROM " + table
                    + " GROUP BY room HAVING COUNT(*) > " + keep); ResultSet row = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getString(1));
                }
                return found;
            }
        });
        return rooms.thenCompose(found -> {
            CompletionStage<Integer> all = deleted;
            for (String room : found) {
                all = all.thenCompose(sum -> trim(room, Instant.MIN, keep).thenApply(more -> sum + more));
            }
            return all;
        });
    }

    @Override
    public CompletionStage<Integer> delete(SipAddress room) {
        return new Deletion(lane, table, "delete what was said in " + room, OF_ROOM, RoomKey.uri(room)).all();
    }

    @Override
    public CompletionStage<Integer> deleteUser(SipAddress user, Optional<SipAddress> room) {
        String what = "delete what " + user + " has said";
        return room.map(RoomKey::uri).map(uri -> new Deletion(lane, table, what, "sender = ? AND " + OF_ROOM,
                        RoomKey.uri(user), uri))
                .orElseGet(() -> new Deletion(lane, table, what, "sender = ?", RoomKey.uri(user))).all();
    }

    @Override
    public CompletionStage<Integer> count(SipAddress room) {
        return reading.add("count what was said in " + room, BYTES, connection -> {
            try (PreparedStatement statement = prepared(connection, "SELECT COUNT(*) FROM " + table + " WHERE room = ?",
                    RoomKey.uri(room)); ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** The first so many of the ids that a statement gives. */
    static List<Long> ids(PreparedStatement statement, int most) throws SQLException {
        statement.setMaxRows(most);
        statement.setFetchSize(Math.min(most, 1000));
        try (ResultSet row = statement.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (row.next()) {
                ids.add(row.getLong(1));
            }
            return ids;
        }
    }
}
