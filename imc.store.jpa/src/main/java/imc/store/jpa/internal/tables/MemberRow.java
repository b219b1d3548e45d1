package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.NamedQuery;
import javax.persistence.Table;

/** A row of Kamailio's table {@code imc_members}. The table may have another name: see {@link TableNames}. */
@Entity
@Table(name = TableNames.MEMBERS)
@NamedQuery(name = MemberRow.FIND, query = "SELECT m.id, m.flag, m.username, m.domain FROM MemberRow m "
        + "WHERE m.room = :room AND m.username = :username AND m.domain = :domain")
@NamedQuery(name = MemberRow.PAGE, query = "SELECT m.id, m.username, m.domain, m.room, m.flag FROM MemberRow m "
        + "WHERE m.id > :after ORDER BY m.id")
@NamedQuery(name = MemberRow.COUNT, query = "SELECT COUNT(m) FROM MemberRow m")
@NamedQuery(name = MemberRow.SET_FLAG, query = "UPDATE MemberRow m SET m.flag = :flag WHERE m.id = :id")
@NamedQuery(name = MemberRow.RESPELL, query = "UPDATE MemberRow m "
        + "SET m.username = :username, m.domain = :domain, m.room = :room WHERE m.id = :id")
@NamedQuery(name = MemberRow.DELETE, query = "DELETE FROM MemberRow m "
        + "WHERE m.room = :room AND m.username = :username AND m.domain = :domain")
@NamedQuery(name = MemberRow.DELETE_ALL, query = "DELETE FROM MemberRow m WHERE m.room = :room")
public class MemberRow {

    public static final String FIND = "MemberRow.find";
    public static final String COUNT = "MemberRow.count";
    public static final String PAGE = "MemberRow.page";
    public static final String SET_FLAG = "MemberRow.setFlag";
    public static final String RESPELL = "MemberRow.respell";
    public static final String DELETE = "MemberRow.delete";
    public static final String DELETE_ALL = "MemberRow.deleteAll";

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "username")
    private String username;

    @Column(name = "domain")
    private String domain;

    @Column(name = "room")
    private String room;

    @Column(name = "flag")
    private Integer flag;

    /** For JPA. */
    protected MemberRow() {
    }
}
