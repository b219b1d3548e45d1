package imc.store.jpa.internal;

import java.util.Map;
import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.sequencing.NativeSequence;
import org.eclipse.persistence.sessions.Session;

/**
 * What the two tables are called in this database. EclipseLink asks it when it opens, because an annotation cannot
 * know a name that is configured.
 */
record TableNames(String rooms, String members) implements SessionCustomizer {

    static final String ROOMS = "imc_rooms";
    static final String MEMBERS = "imc_members";

    @Override
    public void customize(Session session) {
        rename(session, RoomRow.class, rooms);
        rename(session, MemberRow.class, members);
    }

    private static void rename(Session session, Class<?> row, String name) {
        ClassDescriptor descriptor = session.getDescriptor(row);
        for (DatabaseTable table : descriptor.getTables()) {
            // The descriptor's fields hold the same table object, and so follow.
            table.setName(name);
        }
        // PostgreSQL's name for the sequence behind a serial or identity column; others go by the column alone.
        String sequence = name + "_id_seq";
        session.getLogin().addSequence(new NativeSequence(sequence, 1, true));
        descriptor.setSequenceNumberName(sequence);
    }

    /** The columns that a table must have, and whether each holds text. */
    static final Map<String, Boolean> ROOM_COLUMNS =
            Map.of("id", false, "name", true, "domain", true, "flag", false);
    static final Map<String, Boolean> MEMBER_COLUMNS =
            Map.of("id", false, "username", true, "domain", true, "room", true, "flag", false);
}
