package imc.store.jpa.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.connection.Discretion;
import imc.store.jpa.internal.tables.TableNames;
import java.util.HashMap;
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
    static final Setting<Integer> DB_MODE = Setting.number("db_mode", 2, 0, 2);
    static final Setting<Integer> FLUSH_INTERVAL = Setting.number("flush_interval", 1000, 1, 3_600_000);

    /** {@code db_mode}: nothing is read or written. */
    static final int MEMORY_ONLY = 0;
    /** {@code db_mode}: answered first, written within {@code flush_interval}. */
    static final int WRITE_BEHIND = 1;

    private StoreSettings() {
    }

    private static Setting<String> table(String key, String initial) {
        return new Setting<>(key, initial, "an SQL identifier of at most " + TableNames.MAX_LENGTH
                + " letters, digits and underscores that does not begin with a digit, and differs from the other "
                + "table's", name -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.length() > TableNames.MAX_LENGTH) {
                throw new IllegalArgumentException();
            }
            return name;
        });
    }

    static Settings initial() {
        return Settings.initial(PID, DB_URL, ROOMS_TABLE, MEMBERS_TABLE, DB_MODE, FLUSH_INTERVAL);
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
        if (!next.get(ROOMS_TABLE).equalsIgnoreCase(next.get(MEMBERS_TABLE))) {
            return next;
        }
        refusal.accept("%s: %s = '%s' and %s = '%s' are refused: allowed are two different tables; '%s' and '%s' stay "
                .formatted(PID, ROOMS_TABLE.key(), next.get(ROOMS_TABLE), MEMBERS_TABLE.key(), next.get(MEMBERS_TABLE),
                        before.get(ROOMS_TABLE), before.get(MEMBERS_TABLE)) + "in force");
        readable.put(ROOMS_TABLE.key(), before.get(ROOMS_TABLE));
        readable.put(MEMBERS_TABLE.key(), before.get(MEMBERS_TABLE));
        return before.with(readable, sentence -> { });
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

    /** What decides on the database, for a message. */
    static String database(Settings settings) {
        return "%s = '%s', %s = '%s', %s = '%s'".formatted(DB_URL.key(), settings.get(DB_URL), ROOMS_TABLE.key(),
                settings.get(ROOMS_TABLE), MEMBERS_TABLE.key(), settings.get(MEMBERS_TABLE));
    }

    /** The settings after a new configuration, of which the keys that decide on the database are left out. */
    static Settings withDatabaseOf(Settings before, Map<String, ?> configuration) {
        Map<String, Object> mended = new HashMap<>(configuration);
        mended.put(DB_URL.key(), before.get(DB_URL).text());
        mended.put(ROOMS_TABLE.key(), before.get(ROOMS_TABLE));
        mended.put(MEMBERS_TABLE.key(), before.get(MEMBERS_TABLE));
        mended.put(DB_MODE.key(), before.get(DB_MODE));
        return before.with(mended, sentence -> { });
    }
}
