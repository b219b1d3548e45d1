package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Table;

/** A property of a member, in a table of ours that Kamailio neither reads nor misses. */
@Entity
@Table(name = TableNames.MEMBERS + TableNames.PROPERTIES_SUFFIX)
public class MemberPropertyRow extends UserRow {

    public static final String ANY = "SELECT MAX(p.id) FROM MemberPropertyRow p";
    public static final String PAGE = "SELECT p.id, p.username, p.domain, p.room, p.name, p.content "
            + "FROM MemberPropertyRow p WHERE p.id > :after ORDER BY p.id";
    public static final String FIND = "SELECT p.id, p.name FROM MemberPropertyRow p "
            + "WHERE p.room = :room AND p.username = :username AND p.domain = :domain";
    public static final String SET = "UPDATE MemberPropertyRow p SET p.content = :content WHERE p.id = :id";
    public static final String DELETE = "DELETE FROM MemberPropertyRow p WHERE p.id = :id";
    public static final String DELETE_MEMBER = "DELETE FROM MemberPropertyRow p "
            + "WHERE p.room = :room AND p.username = :username AND p.domain = :domain";
    public static final String DELETE_ALL = "DELETE FROM MemberPropertyRow p WHERE p.room = :room";

    @Column(name = "name")
    private String name;

    @Column(name = "content")
    private String content;

    /** For JPA. */
    protected MemberPropertyRow() {
    }
}
