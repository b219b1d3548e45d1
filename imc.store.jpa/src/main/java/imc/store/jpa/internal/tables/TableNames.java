package imc.store.jpa.internal.tables;

import java.util.Map;

/** What the tables are called in this database: some names are configured, and ours beside them are made of those. */
public record TableNames(String rooms, String members, String subscriber, String location, String offline,
        String archive) {

    public static final String ROOMS = "imc_rooms";
    public static final String MEMBERS = "imc_members";
    /** Kamailio's own, whose users are ours. */
    public static final String SUBSCRIBER = "subscriber";
    /** Not Kamailio's own: two registrars in one table would take each other's bindings away. */
    public static final String LOCATION = "imc_location";
    public static final String OFFLINE = "imc_offline";
    public static final String ARCHIVE = "imc_archive";
    private static final String OURS = "imc_";
    private static final String SHA256_SUFFIX = "_sha256";
    static final String INVITERS_SUFFIX = "_inviters";
    static final String LINEAGE_SUFFIX = "_lineage";
    static final String PROPERTIES_SUFFIX = "_properties";

    /** The other tables at their usual names. */
    public TableNames(String rooms, String members) {
        this(rooms, members, SUBSCRIBER, LOCATION, OFFLINE, ARCHIVE);
    }

    /** The longest name that is configured: with a suffix it is no longer than PostgreSQL's 63 characters. */
    public static final int MAX_LENGTH = 48;

    /** Who invited whom. Named after the members, so that two servers in one database do not share it. */
    public String inviters() {
        return members + INVITERS_SUFFIX;
    }

    /** What features keep of a room. */
    public String roomProperties() {
        return rooms + PROPERTIES_SUFFIX;
    }

    /** What features keep of a member. */
    public String memberProperties() {
        return members + PROPERTIES_SUFFIX;
    }

    /** Hashes with SHA-256 of users, for whom Kamailio's table has one with MD5 alone. */
    public String sha256() {
        return OURS + subscriber + SHA256_SUFFIX;
    }

    /** Which history the rooms belong to. */
    String lineage() {
        return rooms + LINEAGE_SUFFIX;
    }

    /** The columns that a table must have, and whether each holds text. */
    static final Map<String, Boolean> ROOM_COLUMNS =
            Map.of("id", false, "name", true, "domain", true, "flag", false);
    static final Map<String, Boolean> MEMBER_COLUMNS =
            Map.of("id", false, "username", true, "domain", true, "room", true, "flag", false);
    static final Map<String, Boolean> LINEAGE_COLUMNS = Map.of("id", false, "lineage", true);
    static final Map<String, Boolean> INVITER_COLUMNS =
            Map.of("id", false, "username", true, "domain", true, "room", true, "inviter", true);
    static final Map<String, Boolean> ROOM_PROPERTY_COLUMNS =
            Map.of("id", false, "room", true, "name", true, "content", true);
    static final Map<String, Boolean> MEMBER_PROPERTY_COLUMNS =
            Map.of("id", false, "username", true, "domain", true, "room", true, "name", true, "content", true);
}
