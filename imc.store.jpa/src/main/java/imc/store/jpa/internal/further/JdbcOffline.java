package imc.store.jpa.internal.further;

import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that wait, in a table of ours, in the order of their ids. */
final class JdbcOffline implements OfflineStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcOffline.class);

    /** What a question takes in memory, about. */
    private static final int BYTES = 500;

    private final Lane lane;
    private final String table;
    private final String insert;

    JdbcOffline(Lane lane, TableNames tables) {
        this.lane = lane;
        this.table = tables.offline();
        this.insert = Sql.insert(table, MessageRow.COLUMNS);
    }

    @Override
    public CompletionStage<Void> keep(List<OfflineMessage> messages) {
        List<OfflineMessage> kept = List.copyOf(messages);
        long bytes = BYTES + kept.stream().mapToLong(MessageRow::bytes).sum();
        return lane.add("keep " + kept.size() + " messages", bytes, connection -> {
            Sql.updateEach(connection, insert, kept, MessageRow::values);
            return null;
        });
    }

    @Override
    public CompletionStage<List<Kept>> first(SipAddress receiver, int count) {
        return lane.add("read the messages that wait for " + receiver, BYTES, 2 * MOST_BYTES, connection -> {
            try (PreparedStatement statement = Sql.prepared(connection, "SELECT id, " + MessageRow.COLUMNS + " FROM "
                    + table + " WHERE username = ? AND domain = ? ORDER BY username, domain, id", receiver.user(),
                    receiver.host())) {
                statement.setFetchSize(Math.min(count, 100));
                try (ResultSet row = statement.executeQuery()) {
                    List<Kept> first = new ArrayList<>();
                    long left = MOST_BYTES;
                    while (first.size() < count && left > 0 && row.next()) {
                        left -= addTo(first, row, left);
                    }
                    return first;
                }
            }
        });
    }

    /** @return what it has taken of the bytes that are left */
    private long addTo(List<Kept> messages, ResultSet row, long left) throws SQLException {
        long id = row.getLong("id");
        try {
            OfflineMessage message = MessageRow.read(row);
            long bytes = message.content().bytes().length;
            if (bytes <= left || messages.isEmpty()) {
                messages.add(new Kept(id, message));
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            log.warn("{}, id {}: {}; it is left out", table, id, e.getMessage());
            return 0;
        }
    }

    @Override
    public CompletionStage<Void> remove(Collection<Long> ids) {
        List<Long> gone = List.copyOf(ids);
        return lane.add("remove " + gone.size() + " messages", BYTES + 32L * gone.size(), connection -> {
            Sql.updateEach(connection, "DELETE FROM " + table + " WHERE id = ?", gone, id -> new Object[] {id});
            return null;
        });
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> counts() {
        return lane.add("count the messages that wait", BYTES, connection -> counted(connection, ""));
    }

    private Map<SipAddress, Integer> counted(Connection connection, String which, Object... values)
            throws SQLException {
        Map<SipAddress, Integer> counts = new HashMap<>();
        Sql.each(connection, row -> addTo(counts, row), "SELECT username, domain, COUNT(*) FROM " + table + which
                + " GROUP BY username, domain", values);
        return counts;
    }

    private void addTo(Map<SipAddress, Integer> counts, ResultSet row) throws SQLException {
        try {
            counts.merge(RoomKey.read(row.getString(1), row.getString(2)), row.getInt(3), Integer::sum);
        } catch (IllegalArgumentException e) {
            log.warn("{}, messages for '{}' at '{}': {}; they are left out", table, row.getString(1),
                    row.getString(2), e.getMessage());
        }
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> expire(Instant now) {
        String expired = " WHERE exp_time <= ?";
        return lane.add("remove the messages that have expired", BYTES, connection -> {
            Map<SipAddress, Integer> gone = counted(connection, expired, Times.millis(now));
            Sql.update(connection, "DELETE FROM " + table + expired, Times.millis(now));
            return gone;
        });
    }
}
