package imc.store.jpa.internal.further;

import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import imc.store.jpa.internal.tables.TableNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bindings in a table like Kamailio's {@code location}. */
final class JdbcBindings implements BindingStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcBindings.class);

    /** What a binding takes in memory beside its texts, about. */
    private static final int BYTES = 500;

    private final Lane lane;
    private final String table;
    private final String delete;
    private final String insert;

    JdbcBindings(Lane lane, TableNames tables) {
        this.lane = lane;
        this.table = tables.location();
        this.delete = "DELETE FROM " + table + " WHERE ruid = ?";
        this.insert = Sql.insert(table, BindingRow.COLUMNS);
    }

    @Override
    public CompletionStage<Void> load(Consumer<StoredBinding> into) {
        return lane.add("read the bindings", BYTES, this::read).thenAccept(all -> all.forEach(into));
    }

    private List<StoredBinding> read(Connection connection) throws SQLException {
        List<StoredBinding> all = new ArrayList<>();
        Sql.each(connection, row -> addTo(all, row), "SELECT " + BindingRow.COLUMNS + " FROM " + table);
        return all;
    }

    private void addTo(List<StoredBinding> all, ResultSet row) throws SQLException {
        try {
            all.add(BindingRow.read(row));
        } catch (IllegalArgumentException e) {
            log.warn("{}, ruid {}: {}; it is left out", table, row.getString("ruid"), e.getMessage());
        }
    }

    @Override
    public CompletionStage<Void> write(List<StoredBinding> put, List<String> removed) {
        Map<String, StoredBinding> last = new LinkedHashMap<>();
        put.forEach(binding -> last.put(binding.ruid(), binding));
        removed.forEach(last::remove);
        List<String> gone = new ArrayList<>(last.keySet());
        gone.addAll(removed);
        Collection<StoredBinding> added = last.values();
        return lane.add("keep " + added.size() + " bindings and remove " + removed.size(), bytes(added, removed),
                connection -> {
                    Sql.updateEach(connection, delete, gone, ruid -> new Object[] {ruid});
                    Sql.updateEach(connection, insert, added, BindingRow::values);
                    return null;
                });
    }

    private static long bytes(Collection<StoredBinding> added, List<String> removed) {
        return BYTES + added.stream().mapToLong(BindingRow::characters).map(characters -> characters + BYTES).sum()
                + (long) removed.size() * BYTES;
    }
}
