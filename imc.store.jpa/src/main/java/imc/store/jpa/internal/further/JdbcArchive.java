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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    /** What the answer to one does: its bodies, and what is around them. */
    private static final int MOST_ANSWER = 2 * MOST_BYTES;
    /** So many at a time are read from the end on, until there are enough, or too large ones. */
    private static final int FETCHED = 32;
    private static final String OF_ROOM = "room = ?";
    private static final String OLD = "inc_time < ?";

    private final Lane lane;
    private final Lane reading;
    private final String table;
    private final String insert;

    /** @param reading of its own, so that who speaks does not wait for those who read */
    JdbcArchive(Lane lane, Lane reading, TableNames tables) {
        this.lane = lane;
        this.reading = reading;
        this.table = tables.archive();
        this.insert = Sql.insert(table, ArchiveRow.COLUMNS);
    }

    @Override
    public CompletionStage<Void> append(ArchivedMessage message) {
        return lane.add("keep what was said in " + message.room(), ArchiveRow.bytes(message), connection -> {
            Sql.update(connection, insert, ArchiveRow.values(message));
            return null;
        });
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> last(SipAddress room, Optional<Instant> since, int count) {
        String uri = RoomKey.uri(room);
        long from = Times.millis(since.orElse(Instant.MIN));
        return reading.add(what(room), BYTES, MOST_ANSWER, connection -> {
            List<Long> ids = fromEnd(connection, uri, from, count);
            Deque<ArchivedMessage> found = new ArrayDeque<>();
            long bytes = 0;
            for (int i = 0; i < ids.size(); i += FETCHED) {
                int end = Math.min(i + FETCHED, ids.size());
                List<Archived> part = part(connection, uri, from, ids.get(end - 1), ids.get(i));
                for (int j = part.size() - 1; j >= 0; j--) {
                    bytes += length(part.get(j));
                    if (bytes > MOST_BYTES && !found.isEmpty()) {
                        return List.copyOf(found);
                    }
                    found.addFirst(part.get(j).message());
                }
            }
            return List.copyOf(found);
        });
    }

    private static int length(Archived archived) {
        return archived.message().content().bytes().length;
    }

    private List<Archived> part(Connection connection, String room, long since, long first, long last)
            throws SQLException {
        try (PreparedStatement statement = Sql.prepared(connection, "SELECT id, " + ArchiveRow.COLUMNS + " FROM "
                + table + " WHERE room = ? AND inc_time >= ? AND id >= ? AND id <= ? ORDER BY id",
                room, since, first, last)) {
            statement.setFetchSize(FETCHED);
            List<Archived> found = new ArrayList<>();
            read(statement, found, Long.MAX_VALUE);
            return found;
        }
    }

    /** The ids of so many messages of those since then, the last one first. */
    private List<Long> fromEnd(Connection connection, String room, long since, int count) throws SQLException {
        // in the index alone, which is unlike the messages short
        return Sql.rows(connection, count, row -> row.getLong(1), "SELECT id FROM " + table
                + " WHERE room = ? AND inc_time >= ? ORDER BY id DESC", room, since);
    }

    @Override
    public CompletionStage<List<Archived>> after(SipAddress room, long after, int count) {
        return reading.add(what(room), BYTES, MOST_ANSWER, connection -> {
            List<Archived> found = new ArrayList<>();
            long read = after;
            // a part of which nothing can be read is not the end
            for (boolean more = true; more && found.isEmpty();) {
                try (PreparedStatement statement = Sql.prepared(connection, "SELECT id, " + ArchiveRow.COLUMNS
                        + " FROM " + table + " WHERE room = ? AND id > ? ORDER BY room, id", RoomKey.uri(room), read)) {
                    statement.setMaxRows(count);
                    statement.setFetchSize(Math.min(count, FETCHED));
                    long last = read(statement, found, MOST_BYTES);
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

    /**
     * Reads the rows, as many as these bytes allow, and one at least.
     *
     * @return the id of the last row; 0 for none
     */
    private long read(PreparedStatement statement, List<Archived> found, long mostBytes)
            throws SQLException {
        long id = 0;
        long bytes = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                id = row.getLong("id");
                try {
                    Archived archived = new Archived(id, ArchiveRow.read(row));
                    bytes += length(archived);
                    if (bytes > mostBytes && !found.isEmpty()) {
                        return id;
                    }
                    found.add(archived);
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
                                : fromEnd(connection, room, Times.millis(before), keep + 1).stream().skip(keep)
                                        .findFirst())
                .thenCompose(tooMuch -> new Deletion(lane, table, "delete what was said long ago in " + room,
                        OF_ROOM + " AND (" + OLD + " OR id <= ?)", room, Times.millis(before), tooMuch.orElse(0L))
                        .all());
    }

    private CompletionStage<Integer> trimEach(int keep, int before) {
        CompletionStage<Integer> deleted = CompletableFuture.completedStage(before);
        CompletionStage<List<String>> rooms = lane.add("count what was said in each room", BYTES, connection ->
                Sql.rows(connection, row -> row.getString(1), "SELECT room FROM " + table
                        + " GROUP BY room HAVING COUNT(*) > " + keep));
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
        return reading.add("count what was said in " + room, BYTES, connection -> Sql.rows(connection,
                row -> row.getInt(1), "SELECT COUNT(*) FROM " + table + " WHERE room = ?", RoomKey.uri(room)).get(0));
    }

    @Override
    public CompletionStage<Map<SipAddress, Amount>> amounts(Optional<SipAddress> room) {
        // a sum of integers is one in Derby, and large ones do not fit
        String sql = "SELECT room, COUNT(*), SUM(CAST(LENGTH(body) AS DECIMAL(20, 0))) FROM " + table
                + (room.isPresent() ? " WHERE room = ?" : "") + " GROUP BY room";
        Object[] values = room.map(RoomKey::uri).stream().toArray();
        return reading.add("look how much is kept", BYTES, connection -> {
            Map<SipAddress, Amount> amounts = new HashMap<>();
            Sql.each(connection, row -> addTo(amounts, row), sql, values);
            return amounts;
        });
    }

    private void addTo(Map<SipAddress, Amount> amounts, ResultSet row) throws SQLException {
        try {
            amounts.put(SipAddress.parse(row.getString(1)), new Amount(row.getInt(2), row.getLong(3)));
        } catch (IllegalArgumentException e) {
            log.warn("{}, room '{}': {}; it is left out", table, row.getString(1), e.getMessage());
        }
    }
}
