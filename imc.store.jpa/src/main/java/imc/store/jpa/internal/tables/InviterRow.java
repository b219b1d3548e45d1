package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Table;

/**
 * Who invited a user who has not answered yet. Kamailio's tables have no column for it, so that it stands in a table of
 * its own, which Kamailio neither reads nor misses.
 */
@Entity
@Table(name = TableNames.MEMBERS + TableNames.INVITERS_SUFFIX)
public class InviterRow extends UserRow {

    public static final String PAGE = "SELECT i.id, i.username, i.domain, i.room, i.inviter FROM InviterRow i "
            + "WHERE i.id > :after ORDER BY i.id";
    public static final String DELETE = "DELETE FROM InviterRow i "
            + "WHERE i.room = :room AND i.username = :username AND i.domain = :domain";
    public static final String DELETE_ALL = "DELETE FROM InviterRow i WHERE i.room = :room";

    @Column(name = "inviter")
    private String inviter;

    /** For JPA. */
    protected InviterRow() {
    }
}
