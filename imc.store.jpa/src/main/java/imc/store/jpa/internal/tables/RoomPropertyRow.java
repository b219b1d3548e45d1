package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.NamedQuery;
import javax.persistence.Table;

/** A property of a room, in a table of ours that Kamailio neither reads nor misses. */
@Entity
@Table(name = TableNames.ROOMS + TableNames.PROPERTIES_SUFFIX)
@NamedQuery(name = RoomPropertyRow.ANY, query = "SELECT MAX(p.id) FROM RoomPropertyRow p")
@NamedQuery(name = RoomPropertyRow.PAGE, query = "SELECT p.id, p.room, p.name, p.content FROM RoomPropertyRow p "
        + "WHERE p.id > :after ORDER BY p.id")
@NamedQuery(name = RoomPropertyRow.FIND, query = "SELECT p.id, p.name FROM RoomPropertyRow p WHERE p.room = :room")
@NamedQuery(name = RoomPropertyRow.SET, query = "UPDATE RoomPropertyRow p SET p.content = :content WHERE p.id = :id")
@NamedQuery(name = RoomPropertyRow.DELETE, query = "DELETE FROM RoomPropertyRow p WHERE p.id = :id")
@NamedQuery(name = RoomPropertyRow.DELETE_ALL, query = "DELETE FROM RoomPropertyRow p WHERE p.room = :room")
public class RoomPropertyRow {

    public static final String ANY = "RoomPropertyRow.any";
    public static final String PAGE = "RoomPropertyRow.page";
    public static final String FIND = "RoomPropertyRow.find";
    public static final String SET = "RoomPropertyRow.set";
    public static final String DELETE = "RoomPropertyRow.delete";
    public static final String DELETE_ALL = "RoomPropertyRow.deleteAll";

    @Id
    @Column(name = "id")
    private Integer id;

    @Column(name = "room")
    private String room;

    @Column(name = "name")
    private String name;

    @Column(name = "content")
    private String content;

    /** For JPA. */
    protected RoomPropertyRow() {
    }
}
