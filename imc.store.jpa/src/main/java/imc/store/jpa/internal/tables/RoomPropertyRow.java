package imc.store.jpa.internal.tables;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;

/** A property of a room, in a table of ours that Kamailio neither reads nor misses. */
@Entity
@Table(name = TableNames.ROOMS + TableNames.PROPERTIES_SUFFIX)
public class RoomPropertyRow {

    public static final String ANY = "SELECT MAX(p.id) FROM RoomPropertyRow p";
    public static final String PAGE = "SELECT p.id, p.room, p.name, p.content FROM RoomPropertyRow p "
            + "WHERE p.id > :after ORDER BY p.id";
    public static final String FIND = "SELECT p.id, p.name FROM RoomPropertyRow p WHERE p.room = :room";
    public static final String SET = "UPDATE RoomPropertyRow p SET p.content = :content WHERE p.id = :id";
    public static final String DELETE = "DELETE FROM RoomPropertyRow p WHERE p.id = :id";
    public static final String DELETE_ALL = "DELETE FROM RoomPropertyRow p WHERE p.room = :room";

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
