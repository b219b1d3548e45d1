package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Table;

/** A row of Kamailio's table {@code imc_members}. The table may have another name: see {@link TableNames}. */
@Entity
@Table(name = TableNames.MEMBERS)
public class MemberRow extends UserRow {

    public static final String FIND = "SELECT m.id, m.flag, m.username, m.domain FROM MemberRow m "
            + "WHERE m.room = :room AND m.username = :username AND m.domain = :domain";
    public static final String COUNT = "SELECT COUNT(m) FROM MemberRow m";
    public static final String PAGE = "SELECT m.id, m.username, m.domain, m.room, m.flag FROM MemberRow m "
            + "WHERE m.id > :after ORDER BY m.id";
    public static final String SET_FLAG = "UPDATE MemberRow m SET m.flag = :flag WHERE m.id = :id";
    public static final String RESPELL = "UPDATE MemberRow m "
            + "SET m.username = :username, m.domain = :domain, m.room = :room WHERE m.id = :id";
    public static final String DELETE = "DELETE FROM MemberRow m "
            + "WHERE m.room = :room AND m.username = :username AND m.domain = :domain";
    public static final String DELETE_ALL = "DELETE FROM MemberRow m WHERE m.room = :room";

    @Column(name = "flag")
    private Integer flag;

    /** For JPA. */
    protected MemberRow() {
    }
}
