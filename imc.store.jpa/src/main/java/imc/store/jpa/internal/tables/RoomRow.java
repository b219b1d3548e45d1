package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** A row of Kamailio's table {@code imc_rooms}. The table may have another name: see {@link TableNames}. */
@Entity
@Table(name = TableNames.ROOMS)
public class RoomRow {

    public static final String FIND = "SELECT r.id, r.flag, r.name, r.domain FROM RoomRow r "
            + "WHERE r.name = :name AND r.domain = :domain";
    public static final String COUNT = "SELECT COUNT(r) FROM RoomRow r";
    public static final String PAGE = "SELECT r.id, r.name, r.domain, r.flag FROM RoomRow r "
            + "WHERE r.id > :after ORDER BY r.id";
    public static final String SET_FLAG = "UPDATE RoomRow r SET r.flag = :flag WHERE r.id = :id";
    public static final String RESPELL = "UPDATE RoomRow r SET r.name = :name, r.domain = :domain WHERE r.id = :id";
    public static final String DELETE = "DELETE FROM RoomRow r WHERE r.name = :name AND r.domain = :domain";

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "name")
    private String name;

    @Column(name = "domain")
    private String domain;

    @Column(name = "flag")
    private Integer flag;

    /** For JPA. */
    protected RoomRow() {
    }
}
