package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.NamedQuery;
import javax.persistence.Table;

/** A property of a member, in a table of ours that Kamailio neither reads nor misses. */
@Entity
@Table(name = TableNames.MEMBERS + TableNames.PROPERTIES_SUFFIX)
@NamedQuery(name = MemberPropertyRow.ANY, query = "SELECT MAX(p.id) FROM MemberPropertyRow p")
@NamedQuery(name = MemberPropertyRow.PAGE, query = "SELECT p.id, p.username, p.domain, p.room, p.name, p.content "
        + "FROM MemberPropertyRow p WHERE p.id > :after ORDER BY p.id")
@NamedQuery(name = MemberPropertyRow.FIND, query = "SELECT p.id, p.name FROM MemberPropertyRow p "
        + "WHERE p.room = :room AND p.username = :username AND p.domain = :domain")
@NamedQuery(name = MemberPropertyRow.SET,
        query = "UPDATE MemberPropertyRow p SET p.content = :content WHERE p.id = :id")
@NamedQuery(name = MemberPropertyRow.DELETE, query = "DELETE FROM MemberPropertyRow p WHERE p.id = :id")
@NamedQuery(name = MemberPropertyRow.DELETE_MEMBER, query = "DELETE FROM MemberPropertyRow p "
        + "WHERE p.room = :room AND p.username = :username AND p.domain = :domain")
@NamedQuery(name = MemberPropertyRow.DELETE_ALL, query = "DELETE FROM MemberPropertyRow p WHERE p.room = :room")
public class MemberPropertyRow {

    public static final String ANY = "MemberPropertyRow.any";
    public static final String PAGE = "MemberPropertyRow.page";
    public static final String FIND = "MemberPropertyRow.find";
    public static final String SET = "MemberPropertyRow.set";
    public static final String DELETE = "MemberPropertyRow.delete";
    public static final String DELETE_MEMBER = "MemberPropertyRow.deleteMember";
    public static final String DELETE_ALL = "MemberPropertyRow.deleteAll";

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "username")
    private String username;

    @Column(name = "domain")
    private String domain;

    @Column(name = "room")
    private String room;

    @Column(name = "name")
    private String name;

    @Column(name = "content")
    private String content;

    /** For JPA. */
    protected MemberPropertyRow() {
    }
}
