package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.NamedQuery;
import javax.persistence.Table;

/** A row of Kamailio's table {@code imc_rooms}. The table may have another name: see {@link TableNames}. */
@Entity
@Table(name = TableNames.ROOMS)
@NamedQuery(name = RoomRow.FIND,
        query = "SELECT r.id, r.flag, r.name, r.domain FROM RoomRow r WHERE r.name = :name AND r.domain = :domain")
@NamedQuery(name = RoomRow.PAGE,
        query = "SELECT r.id, r.name, r.domain, r.flag FROM RoomRow r WHERE r.id > :after ORDER BY r.id")
@NamedQuery(name = RoomRow.COUNT, query = "SELECT COUNT(r) FROM RoomRow r")
@NamedQuery(name = RoomRow.SET_FLAG, query = "UPDATE RoomRow r SET r.flag = :flag WHERE r.id = :id")
@NamedQuery(name = RoomRow.RESPELL, query = "UPDATE RoomRow r SET r.name = :name, r.domain = :domain WHERE r.id = :id")
@NamedQuery(name = RoomRow.DELETE, query = "DELETE FROM RoomRow r WHERE r.name = :name AND r.domain = :domain")
public class RoomRow {

    public static final String FIND = "RoomRow.find";
    public static final String COUNT = "RoomRow.count";
    public static final String PAGE = "RoomRow.page";
    public static final String SET_FLAG = "RoomRow.setFlag";
    public static final String RESPELL = "RoomRow.respell";
    public static final String DELETE = "RoomRow.delete";

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
