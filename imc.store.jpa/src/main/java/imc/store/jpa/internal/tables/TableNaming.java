package imc.store.jpa.internal.tables;

import java.util.Map;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.sessions.Session;

/**
 * Names the tables when EclipseLink opens, because an annotation cannot know a name that is configured. Made by
 * EclipseLink, and told the names by properties: Aries shows those as service properties, which others keep (the log
 * keeps the last hundred services that went), so that they hold nothing of this bundle's classes.
 */
public final class TableNaming implements SessionCustomizer {

    private static final String ROOMS = "imc.rooms_table";
    private static final String MEMBERS = "imc.members_table";

    /** The properties that let EclipseLink use these names. */
    public static Map<String, String> properties(TableNames tables) {
        return Map.of(PersistenceUnitProperties.SESSION_CUSTOMIZER, TableNaming.class.getName(), ROOMS, tables.rooms(),
                MEMBERS, tables.members());
    }

    @Override
    public void customize(Session session) {
        TableNames tables = new TableNames((String) session.getProperty(ROOMS), (String) session.getProperty(MEMBERS));
        rename(session, RoomRow.class, tables.rooms());
        rename(session, MemberRow.class, tables.members());
        rename(session, InviterRow.class, tables.inviters());
        rename(session, RoomPropertyRow.class, tables.roomProperties());
        rename(session, MemberPropertyRow.class, tables.memberProperties());
        rename(session, LineageRow.class, tables.lineage());
    }

    private static void rename(Session session, Class<?> row, String name) {
        ClassDescriptor descriptor = session.getDescriptor(row);
        for (DatabaseTable table : descriptor.getTables()) {
            // The descriptor's fields hold the same table object, and so follow.
            table.setName(name);
        }
    }
}
