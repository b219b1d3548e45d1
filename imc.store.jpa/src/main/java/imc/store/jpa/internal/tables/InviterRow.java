package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.NamedQuery;
import javax.persistence.Table;

/**
 * Who invited a user who has not answered yet. Kamailio's tables have no column for it, so that it stands in a table of
 * its own, which Kamailio neither reads nor misses.
 */
@Entity
@Table(name = TableNames.MEMBERS + TableNames.INVITERS_SUFFIX)
@NamedQuery(name = InviterRow.PAGE, query = "SELECT i.id, i.username, i.domain, i.room, i.inviter FROM InviterRow i "
        + "WHERE i.id > :after ORDER BY i.id")
@NamedQuery(name = InviterRow.DELETE, query = "DELETE FROM InviterRow i "
        + "WHERE i.room = :room AND i.username = :username AND i.domain = :domain")
@NamedQuery(name = InviterRow.DELETE_ALL, query = "DELETE FROM InviterRow i WHERE i.room = :room")
public class InviterRow {

    public static final String PAGE = "InviterRow.page";
    public static final String DELETE = "InviterRow.delete";
    public static final String DELETE_ALL = "InviterRow.deleteAll";

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "username")
    private String username;

    @Column(name = "domain")
    private String domain;

    @Column(name = "room")
    private String room;

    @Column(name = "inviter")
    private String inviter;

    /** For JPA. */
    protected InviterRow() {
    }
}
