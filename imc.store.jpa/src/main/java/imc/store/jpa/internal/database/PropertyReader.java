package imc.store.jpa.internal.database;

import imc.api.Properties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Puts the properties of rooms, or of members, together from their rows. A row that is no property is reported, and the
 * others are served. Those of what is not there are never asked for.
 *
 * @param <K> whose they are
 */
final class PropertyReader<K> {

    private final String table;
    private final Function<Object[], K> owner;
    private final BiConsumer<String, String> damages;
    private final Map<K, Properties> found = new HashMap<>();
    /** The same few names stand there again and again. */
    private final Map<String, String> names = new HashMap<>();

    /**
     * @param owner   makes whose property it is out of a row
     * @param damages takes where a row is and what is wrong with it
     */
    PropertyReader(String table, Function<Object[], K> owner, BiConsumer<String, String> damages) {
        this.table = table;
        this.owner = owner;
        this.damages = damages;
    }

    /** @param row its id comes first, name and content last */
    void row(Object[] row) {
        try {
            K whose = owner.apply(row);
            String name = (String) row[row.length - 2];
            String content = (String) row[row.length - 1];
            if (name == null || content == null) {
                throw new IllegalArgumentException("its name or content is NULL");
            }
            found.put(whose, found.getOrDefault(whose, Properties.NONE)
                    .with(names.computeIfAbsent(name, each -> each), Optional.of(content)));
        } catch (IllegalArgumentException e) {
            damages.accept(table + ", id " + row[0], e.getMessage());
        }
    }

    Properties of(K whose) {
        return found.isEmpty() ? Properties.NONE : found.getOrDefault(whose, Properties.NONE);
    }

    /** Lets go of what was read. */
    void clear() {
        found.clear();
        names.clear();
    }
}
