package imc.store.jpa.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.connection.Discretion;
import imc.store.jpa.internal.tables.TableNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The keys of PID {@value #PID}. */
final class StoreSettings {

    static final String PID = "imc.store.jpa";

    static final String DEFAULT_URL = "jdbc:derby:derby/imc;create=true";

    static final Setting<DatabaseUrl> DB_URL =
            new Setting<>("db_url", DatabaseUrl.parse(DEFAULT_URL), DatabaseUrl.ALLOWED, DatabaseUrl::parse);
    static final Setting<String> ROOMS_TABLE = table("rooms_table", TableNames.ROOMS);
    static final Setting<String> MEMBERS_TABLE = table("members_table", TableNames.MEMBERS);
    static final Setting<String> SUBSCRIBER_TABLE = table("subscriber_table", TableNames.SUBSCRIBER);
    static final Setting<String> LOCATION_TABLE = table("location_table", TableNames.LOCATION);
    static final Setting<String> OFFLINE_TABLE = table("offline_table", TableNames.OFFLINE);
    static final Setting<String> ARCHIVE_TABLE = table("archive_table", TableNames.ARCHIVE);
    static final Setting<Integer> DB_MODE = Setting.number("db_mode", 2, 0, 2);
    static final Setting<Integer> FLUSH_INTERVAL = Setting.number("flush_interval", 1000, 1, 3_600_000);

    /** {@code db_mode}: nothing is read or written. */
    static final int MEMORY_ONLY = 0;
    /** {@code db_mode}: answered first, written within {@code flush_interval}. */
    static final int WRITE_BEHIND = 1;

    private static final List<Setting<String>> TABLES =
            List.of(ROOMS_TABLE, MEMBERS_TABLE, SUBSCRIBER_TABLE, LOCATION_TABLE, OFFLINE_TABLE, ARCHIVE_TABLE);

    private StoreSettings() {
    }

    private static Setting<String> table(String key, String initial) {
        return new Setting<>(key, initial, "an SQL identifier of at most " + TableNames.MAX_LENGTH
                + " letters, digits and underscores that does not begin with a digit, and differs from the others'",
                name -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.length() > TableNames.MAX_LENGTH) {
                throw new IllegalArgumentException();
            }
            return name;
        });
    }

    static Settings initial() {
        return Settings.initial(PID, DB_URL, ROOMS_TABLE, MEMBERS_TABLE, SUBSCRIBER_TABLE,
                LOCATION_TABLE, OFFLINE_TABLE, ARCHIVE_TABLE, DB_MODE, FLUSH_INTERVAL);
    }

    /**
     * The settings after a new configuration.
     *
     * @param refusal takes a sentence without passwords for each value that is refused
     */
    static Settings read(Settings before, Map<String, ?> configuration, Consumer<String> refusal) {
        Map<String, Object> readable = new HashMap<>(configuration);
        refuseUrl(before, readable, refusal);
        Settings next = before.with(readable, refusal);
        for (Setting<String> one : TABLES) {
            for (Setting<String> other : TABLES.subList(TABLES.indexOf(one) + 1, TABLES.size())) {
                if (next.get(one).equalsIgnoreCase(next.get(other))) {
                    refusal.accept("%s: %s = '%s' and %s = '%s' are refused: allowed are two different tables; '%s' "
                            .formatted(PID, one.key(), next.get(one), other.key(), next.get(other), before.get(one))
                            + "and '%s' stay in force".formatted(before.get(other)));
                    return before.with(withTablesOf(before, readable), sentence -> { });
                }
            }
        }
        return next;
    }

    private static Map<String, Object> withTablesOf(Settings before, Map<String, ?> configuration) {
        Map<String, Object> mended = new HashMap<>(configuration);
        TABLES.forEach(table -> mended.put(table.key(), before.get(table)));
        return mended;
    }

    static TableNames tables(Settings settings) {
        return new TableNames(settings.get(ROOMS_TABLE), settings.get(MEMBERS_TABLE), settings.get(SUBSCRIBER_TABLE),
                settings.get(LOCATION_TABLE), settings.get(OFFLINE_TABLE), settings.get(ARCHIVE_TABLE));
    }

    /** A URL that is refused is taken out before anybody can say what it was. */
    private static void refuseUrl(Settings before, Map<String, Object> configuration, Consumer<String> refusal) {
        Object value = configuration.get(DB_URL.key());
        if (value == null) {
            return;
        }
        String text = String.valueOf(value).strip();
        try {
            var unused = DB_URL.reading().apply(text);
        } catch (IllegalArgumentException e) {
            String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            refusal.accept("%s: %s = '%s' is refused%s: allowed is %s; '%s' stays in force".formatted(PID, DB_URL.key(),
                    Discretion.shown(text), why, DB_URL.allowed(), before.get(DB_URL)));
            configuration.put(DB_URL.key(), before.get(DB_URL).text());
        }
    }

    /** What decides on the database, for a message: tables at their usual names are not named, but for the rooms'. */
    static String database(Settings settings) {
        StringBuilder named = new StringBuilder("%s = '%s'".formatted(DB_URL.key(), settings.get(DB_URL)));
        for (Setting<String> table : TABLES) {
            String name = settings.get(table);
            if (table == ROOMS_TABLE || table == MEMBERS_TABLE || !name.equals(table.initial())) {
                named.append(", %s = '%s'".formatted(table.key(), name));
            }
        }
        return named.toString();
    }

    /** The settings after a new configuration, of which the keys that decide on the database are left out. */
    static Settings withDatabaseOf(Settings before, Map<String, ?> configuration) {
        Map<String, Object> mended = withTablesOf(before, configuration);
        mended.put(DB_URL.key(), before.get(DB_URL).text());
        mended.put(DB_MODE.key(), before.get(DB_MODE));
        return before.with(mended, sentence -> { });
    }
}
